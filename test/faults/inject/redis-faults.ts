import { isAccepting } from '../load/journal';
import { type Fault, type Report, seconds, type World } from './fault';

const redisOf = ({ ground }: World) => {
  if (!ground.redis) throw new Error('This run has no Redis.');
  return ground.redis;
};

/** Accepting must not notice what happens to Redis. */
function acceptingSince(world: World, from: number): Pick<Report, 'broken' | 'missed'> {
  const attempts = world.journal.between(from, world.journal.now()).filter(isAccepting);
  const refused = attempts.filter(({ ending }) => ending !== 'ok');
  const times = attempts.map(({ ms }) => ms).sort((a, b) => a - b);
  const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
  return {
    // in a mixed run another fault may be at work at the same time
    [world.directed ? 'broken' : 'missed']:
      refused.length > 0 ? [`${refused.length} of ${attempts.length} were not accepted meanwhile`] : [],
    ...(p95 > 2000 ? { missed: [`accepting took ${(p95 / 1000).toFixed(1)} s (p95)`] } : {}),
  };
}

async function absent(world: World, length: number): Promise<Report> {
  const redis = redisOf(world);
  const began = world.journal.now();
  const before = await finishedArrivals(world);
  await redis.shutDown();
  await seconds(length);
  const moved = (await finishedArrivals(world)) - before;
  await redis.startAgain();
  const ended = world.journal.now();
  const slow = world.directed && moved < length ? [`only ${moved} documents moved in ${length} s without Redis`] : [];
  const { broken = [], missed = [] } = acceptingSince(world, began);
  return {
    what: `away for ${length.toFixed(0)} s`,
    ended,
    watches: [await world.monitor.watch(ended)],
    broken: [...broken, ...slow],
    missed,
  };
}

const finishedArrivals = async ({ ground }: World): Promise<number> => {
  const [row] = await ground.postgres.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM arrival WHERE outcome <> 'pending'`,
  );
  return row?.count ?? 0;
};

export const redisFaults: readonly Fault[] = [
  {
    id: 'F6',
    title: 'Redis FLUSHALL',
    modes: ['redis'],
    short: [0.1, 0.5],
    full: 1,
    afterwards: 60,
    weight: 2,
    run: async (world) => {
      const from = world.journal.now();
      await redisOf(world).command('FLUSHALL');
      const ended = world.journal.now();
      const watch = await world.monitor.watch(ended);
      return {
        what: `flushed with ${watch.waiting.size} in work`,
        ended,
        watches: [watch],
        ...acceptingSince(world, from),
      };
    },
  },
  {
    id: 'F7',
    title: 'Redis SHUTDOWN NOSAVE, back later',
    modes: ['redis'],
    short: [4, 9],
    full: 60,
    weight: 1.3,
    run: absent,
  },
  { id: 'F8', title: 'Redis absent for long', modes: ['redis'], short: [14, 18], full: 600, weight: 0.7, run: absent },
  {
    id: 'F9',
    title: 'Redis hangs',
    modes: ['redis'],
    short: [5, 10],
    full: 40,
    weight: 1.3,
    run: async (world, length) => {
      const from = world.journal.now();
      redisOf(world).signal('SIGSTOP');
      await seconds(length);
      redisOf(world).signal('SIGCONT');
      const ended = world.journal.now();
      return {
        what: `stood still for ${length.toFixed(0)} s`,
        ended,
        watches: [await world.monitor.watch(ended)],
        ...acceptingSince(world, from),
      };
    },
  },
  {
    id: 'F10',
    title: 'Redis full',
    modes: ['redis'],
    short: [5, 10],
    full: 120,
    run: async (world, length) => {
      const redis = redisOf(world);
      const from = world.journal.now();
      await redis.command('CONFIG SET maxmemory 3mb');
      await fillUp(redis);
      await seconds(length);
      await redis.command('CONFIG SET maxmemory 0');
      await redis.command('DEL faults:ballast');
      const ended = world.journal.now();
      return {
        what: `full for ${length.toFixed(0)} s`,
        ended,
        watches: [await world.monitor.watch(ended)],
        ...acceptingSince(world, from),
      };
    },
  },
];

/** Until Redis takes nothing more: what it holds of ours may be far below the limit. */
async function fillUp(redis: ReturnType<typeof redisOf>): Promise<void> {
  for (let count = 0; count < 400; count += 1) {
    const answer = await redis.command(`RPUSH faults:ballast ${'x'.repeat(16_000)}`);
    if (answer.startsWith('-OOM')) return;
  }
}
