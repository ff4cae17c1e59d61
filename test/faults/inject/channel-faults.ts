import { type Fault, seconds } from './fault';

export const channelFaults: readonly Fault[] = [
  {
    id: 'F4',
    title: 'poller dies between store and move',
    needs: ['folder'],
    short: [3, 8],
    full: 60,
    weight: 1.3,
    run: async ({ ground, journal, monitor, random }, length) => {
      const end = journal.now() + length;
      const watches = [];
      let died = 0;
      do {
        const victim = random.pick(ground.workers);
        await victim.again({ environment: { FAULT_AT: 'folder:after-commit' } });
        if (await victim.dies(1, Math.max(4, end - journal.now()))) {
          died += 1;
          watches.push(await monitor.watchHeldBy(victim.deaths.at(-1)?.pid ?? 0, journal.now()));
        } else await victim.again({});
      } while (journal.now() < end);
      await seconds(0.1);
      return { what: `died ${died} times`, ended: journal.now(), watches };
    },
  },
];
