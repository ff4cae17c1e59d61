import { type Fault, type Report, seconds, type World } from './fault';
import { calm } from './calm';
import { acceptingBetween, finishedArrivals, resumed } from './recovery';

const redisOf = ({ ground }: World) => {
  if (!ground.redis) throw new Error('This run has no Redis.');
  return ground.redis;
};

/** Does something to Redis for a while: accepting must not notice, and afterwards the line goes on. */
async function without(
  world: World,
  hurt: (redis: ReturnType<typeof redisOf>) => Promise<{ readonly what: string; readonly missed?: readonly string[] }>,
  slowPath: { readonly length: number } | undefined,
): Promise<Report> {
  const began = await calm(world);
  const before = await finishedArrivals(world);
  const { what, missed = [] } = await hurt(redisOf(world));
  const ended = world.journal.now();
  const moved = (await finishedArrivals(world)) - before;
  const [accepting, line] = await Promise.all([acceptingBetween(world, began, ended), resumed(world, ended)]);
  return {
    what: slowPath ? `${what}, ${moved} documents moved meanwhile` : what,
    began,
    ended,
    watches: [line.watch],
    broken: [
      ...accepting.broken,
      ...line.broken,
      ...(slowPath && accepting.sent > 0 ? stoodStill(world, moved, slowPath.length) : []),
    ],
    missed: [...accepting.missed, ...missed],
  };
}

/** The slow path: without the queue in Redis documents still move. How fast is only told by a long time. */
function stoodStill({ directed }: World, moved: number, length: number): string[] {
  const least = directed ? length : 1;
  return moved < least ? [`only ${moved} documents moved in ${length.toFixed(0)} s`] : [];
}

const absent = async (redis: ReturnType<typeof redisOf>, length: number) => {
  await redis.shutDown();
  await seconds(length);
  await redis.startAgain();
  return { what: `away for ${length.toFixed(0)} s` };
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
    run: (world) =>
      without(
        world,
        async (redis) => {
          const inWork = world.monitor.latest.length;
          await redis.command('FLUSHALL');
          return { what: `flushed with ${inWork} in work` };
        },
        undefined,
      ),
  },
  {
    id: 'F7',
    title: 'Redis SHUTDOWN NOSAVE, back later',
    modes: ['redis'],
    short: [4, 9],
    full: 60,
    weight: 1.3,
    run: (world, length) => without(world, (redis) => absent(redis, length), undefined),
  },
  {
    id: 'F8',
    title: 'Redis absent for long',
    modes: ['redis'],
    short: [14, 18],
    full: 600,
    weight: 0.7,
    run: (world, length) => without(world, (redis) => absent(redis, length), { length }),
  },
  {
    id: 'F9',
    title: 'Redis hangs',
    modes: ['redis'],
    short: [5, 10],
    full: 40,
    weight: 1.3,
    run: (world, length) =>
      without(
        world,
        async (redis) => {
          redis.signal('SIGSTOP');
          await seconds(length);
          redis.signal('SIGCONT');
          return { what: `stood still for ${length.toFixed(0)} s` };
        },
        undefined,
      ),
  },
  {
    id: 'F10',
    title: 'Redis full',
    modes: ['redis'],
    short: [5, 10],
    full: 120,
    run: (world, length) =>
      without(
        world,
        async (redis) => {
          await fillUp(redis);
          const { looks, full } = await lookedAt(redis, length);
          await redis.command('CONFIG SET maxmemory 0');
          await redis.command('DEL faults:ballast');
          return {
            what: `full for ${length.toFixed(0)} s, so found in ${full} of ${looks} looks`,
            missed: full < looks ? [`Redis was full in ${full} of ${looks} looks only`] : [],
          };
        },
        { length },
      ),
  },
];

const SMALL = 200;

/** Three megabytes of which two are one too many: whatever the town removes makes no room. */
async function fillUp(redis: ReturnType<typeof redisOf>): Promise<void> {
  await redis.command('CONFIG SET maxmemory 3mb');
  while (!(await isRefused(redis, 16_000)));
  await redis.command('CONFIG SET maxmemory 2mb');
}

/** How often a small write was refused meanwhile. */
async function lookedAt(redis: ReturnType<typeof redisOf>, length: number) {
  const end = performance.now() + length * 1000;
  let [looks, full] = [0, 0];
  while (performance.now() < end) {
    looks += 1;
    if (await isRefused(redis, SMALL)) full += 1;
    await seconds(0.25);
  }
  return { looks, full };
}

const isRefused = async (redis: ReturnType<typeof redisOf>, size: number): Promise<boolean> =>
  (await redis.command(`RPUSH faults:ballast ${'x'.repeat(size)}`)).startsWith('-OOM');
