import { type Watch } from '../check/monitor';
import { type Supervised } from '../ground/supervised';
import { type Fault, seconds, type World } from './fault';

const PATIENCE_SECONDS = 10;
const points = ['folder:after-commit', 'mailbox:after-commit'];

export const channelFaults: readonly Fault[] = [
  {
    id: 'F4',
    title: 'poller dies between store and move',
    needs: ['folder', 'mailbox'],
    short: [3, 8],
    full: 60,
    weight: 1.3,
    run: async (world, length) => {
      const end = world.journal.now() + length;
      const watches: Watch[] = [];
      const died: string[] = [];
      do {
        const point = world.random.pick(points);
        const dead = await pollerDies(world, point);
        died.push(...dead.map(({ name }) => `${name} at ${point}`));
        for (const { deaths } of dead)
          watches.push(await world.monitor.watchHeldBy(deaths.at(-1)?.pid ?? 0, world.journal.now()));
      } while (world.journal.now() < end);
      const what = died.length === 0 ? 'no poller came by' : `died: ${died.join(', ')}`;
      return { what, struck: died.length > 0, ended: world.journal.now(), watches };
    },
  },
];

/** One worker polls and nobody outside knows which: all of them are armed, and those that did not die are disarmed. */
async function pollerDies({ ground, journal }: World, point: string): Promise<readonly Supervised[]> {
  await Promise.all(ground.workers.map((one) => one.again({ environment: { FAULT_AT: point } })));
  const armed = ground.workers.map(({ deaths }) => deaths.length);
  const dead = (): readonly Supervised[] => ground.workers.filter(({ deaths }, at) => deaths.length > (armed[at] ?? 0));
  await Promise.all(ground.workers.map((one) => one.isBack()));
  const end = journal.now() + PATIENCE_SECONDS;
  while (dead().length === 0 && journal.now() < end) await seconds(0.05);
  const fallen = dead();
  await Promise.all(ground.workers.filter((one) => !fallen.includes(one)).map((one) => one.again({})));
  return fallen;
}
