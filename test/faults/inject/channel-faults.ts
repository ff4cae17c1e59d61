import { type Watch } from '../check/monitor';
import { type Supervised } from '../ground/supervised';
import { type Fault, seconds, type World } from './fault';

const PATIENCE_SECONDS = 10;
const POINT = 'folder:after-commit';

export const channelFaults: readonly Fault[] = [
  {
    id: 'F4',
    title: 'poller dies between store and move',
    needs: ['folder'],
    short: [3, 8],
    full: 60,
    weight: 1.3,
    run: async (world, length) => {
      const end = world.journal.now() + length;
      const watches: Watch[] = [];
      const died: string[] = [];
      do {
        const dead = await pollerDies(world);
        died.push(...dead.map(({ name }) => name));
        for (const { deaths } of dead)
          watches.push(await world.monitor.watchHeldBy(deaths.at(-1)?.pid ?? 0, world.journal.now()));
      } while (world.journal.now() < end);
      const what = died.length === 0 ? 'no poller came by' : `${died.join(', ')} died`;
      return { what, ended: world.journal.now(), watches };
    },
  },
];

/** One worker polls and nobody outside knows which: all of them are armed, and those that did not die are disarmed. */
async function pollerDies({ ground, journal }: World): Promise<readonly Supervised[]> {
  await Promise.all(ground.workers.map((one) => one.again({ environment: { FAULT_AT: POINT } })));
  const armed = ground.workers.map(({ deaths }) => deaths.length);
  const dead = (): readonly Supervised[] => ground.workers.filter(({ deaths }, at) => deaths.length > (armed[at] ?? 0));
  await Promise.all(ground.workers.map((one) => one.isBack()));
  const end = journal.now() + PATIENCE_SECONDS;
  while (dead().length === 0 && journal.now() < end) await seconds(0.05);
  const fallen = dead();
  await Promise.all(ground.workers.filter((one) => !fallen.includes(one)).map((one) => one.again({})));
  return fallen;
}
