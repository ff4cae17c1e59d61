import { isAccepting } from '../load/journal';
import { type Fault, seconds, type World } from './fault';

const SLOW_READERS = 200;
const WRITE_TARGET_MS = 5000;
const ACCEPT_AGAIN_SECONDS = 15;

/** Seconds until the next upload or mail is accepted, counted from `since`. */
async function acceptedAgain({ journal }: World, since: number, limit: number): Promise<number | undefined> {
  for (;;) {
    const found = journal.attempts.find((one) => isAccepting(one) && one.ending === 'ok' && one.began >= since);
    if (found) return found.began + found.ms / 1000 - since;
    if (journal.now() > since + limit) return undefined;
    await seconds(0.1);
  }
}

async function backAgain(world: World, what: string) {
  const ended = world.journal.now();
  const [watch, again] = await Promise.all([
    world.monitor.watch(ended),
    acceptedAgain(world, ended, ACCEPT_AGAIN_SECONDS * 2),
  ]);
  const missed =
    again === undefined || again > ACCEPT_AGAIN_SECONDS ? [`accepted again after ${again?.toFixed(1) ?? '?'} s`] : [];
  return { what: `${what}; accepting ${again?.toFixed(1) ?? '> 30'} s after`, ended, watches: [watch], missed };
}

export const postgresFaults: readonly Fault[] = [
  {
    id: 'F11',
    title: 'Postgres connections cut',
    short: [4, 9],
    full: 60,
    weight: 1.3,
    run: async (world, length) => {
      const { ground, journal } = world;
      const end = journal.now() + length;
      let cut = 0;
      while (journal.now() < end) {
        cut += await ground.postgres.cutConnections();
        await seconds(2);
      }
      return backAgain(world, `${cut} connections cut`);
    },
  },
  {
    id: 'F12',
    title: 'Postgres crashes',
    short: [1, 2],
    full: 60,
    weight: 1.5,
    run: async (world, length) => {
      const { postgres } = world.ground;
      const end = world.journal.now() + length;
      const done: string[] = [];
      do {
        if (world.random.chance(0.5) && (await postgres.killBackend())) {
          done.push('kill -9 of a backend');
          await seconds(0.2);
          await postgres.answers(60);
        } else {
          done.push('restart -m immediate');
          await postgres.crash();
          await postgres.startAgain();
        }
        await seconds(Math.max(0, Math.min(12, end - world.journal.now())));
      } while (world.journal.now() < end);
      return backAgain(world, done.join(', '));
    },
  },
  {
    id: 'F13',
    title: 'Postgres stopped',
    short: [4, 10],
    full: 120,
    run: async (world, length) => {
      const { ground, journal } = world;
      await ground.postgres.stop();
      const from = journal.now() + 0.5;
      await seconds(length);
      const taken = journal.between(from, journal.now() - 0.1).filter((one) => isAccepting(one) && one.ending === 'ok');
      await ground.postgres.startAgain();
      const told = taken.filter(({ began, ms }) => began + ms / 1000 < from + length - 0.2);
      const report = await backAgain(world, `stopped for ${length.toFixed(0)} s`);
      return { ...report, broken: told.length > 0 ? [`${told.length} accepted without a database`] : [] };
    },
  },
  {
    id: 'F14',
    title: 'pool exhausted by slow reads',
    short: [4, 8],
    full: 40,
    run: async (world, length) => {
      const { journal, people, monitor } = world;
      const [from, end] = [journal.now(), journal.now() + length];
      const reader = people['auditor'] ?? people['clerk'];
      const read = async (): Promise<void> => {
        while (journal.now() < end)
          await reader
            ?.once('look', { method: 'GET', path: '/cases?view=all&q=e&limit=200', seconds: 30 })
            .catch(() => undefined);
      };
      await Promise.all(Array.from({ length: SLOW_READERS }, read));
      const writes = journal.between(from, end).filter(isAccepting);
      const times = writes.map(({ ms }) => ms).sort((a, b) => a - b);
      const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
      return {
        what: `${SLOW_READERS} readers; accepting took ${(p95 / 1000).toFixed(1)} s (p95)`,
        ended: journal.now(),
        watches: [await monitor.watch(journal.now())],
        missed: p95 > WRITE_TARGET_MS ? [`accepting took ${(p95 / 1000).toFixed(1)} s (p95)`] : [],
      };
    },
  },
];
