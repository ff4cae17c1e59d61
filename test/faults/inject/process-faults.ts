import { type Supervised } from '../ground/supervised';
import { exportPoints, uploadPoints, workerPoints } from './crash-points';
import { type Fault, type Report, seconds, type World } from './fault';
import { ownCase } from './own-case';
import { heavyInvoice } from './poison';
import { drained } from './recovery';
import { terminationFault } from './termination-fault';

const DRAINED_SECONDS = 120;
const FIRST_HEAVY = 70_000;
const HEAPS_MB = [44, 34, 26];

/** kill -9, and what it held is watched from then on. */
async function kill(world: World, victim: Supervised, how: () => Promise<void> | void) {
  const { pid } = victim;
  const at = world.journal.now();
  await how();
  return { at, watch: await world.monitor.watchHeldBy(pid, at) };
}

/** Starts the victim anew with a crash point and waits until it has died of it. */
async function dieAt(world: World, victim: Supervised, point: string, withinSeconds: number): Promise<Report> {
  const first = await kill(world, victim, () => victim.again({ environment: { FAULT_AT: point } }));
  const earlier = victim.deaths.length;
  await victim.isBack();
  const died = victim.deaths.length > earlier || (await victim.dies(1, withinSeconds));
  if (!died) await victim.again({});
  const death = victim.deaths[earlier];
  const watch = await world.monitor.watchHeldBy(death?.pid ?? 0, world.journal.now());
  return {
    what: `${victim.name} ${died ? 'died' : 'did not come by'} at ${point}`,
    ended: world.journal.now(),
    watches: [first.watch, watch],
  };
}

export const processFaults: readonly Fault[] = [
  {
    id: 'F1',
    title: 'worker dies at a step',
    short: [5, 9],
    full: workerPoints.length * 14,
    afterwards: 30,
    weight: 2.5,
    run: async (world, length) => {
      const { ground, random } = world;
      if (!world.directed)
        return dieAt(world, random.pick(ground.workers), random.pick(workerPoints), Math.max(length, 10));
      const reports: Report[] = [];
      for (const point of workerPoints) reports.push(await dieAt(world, random.pick(ground.workers), point, 12));
      return together(reports);
    },
  },
  {
    id: 'F2',
    title: 'worker kill -9 at random times',
    short: [2, 9],
    full: 180,
    afterwards: 30,
    weight: 2,
    run: async (world, length) => {
      const { ground, journal, random } = world;
      const end = journal.now() + length;
      const watches = [];
      do {
        const victim = random.pick(ground.workers);
        const { watch } = await kill(world, victim, () => victim.again({}));
        watches.push(watch);
        await seconds(Math.max(0, Math.min(random.between(3, 10), end - journal.now())));
      } while (journal.now() < end);
      const ended = journal.now();
      const broken = world.directed ? await drained(world, ended, DRAINED_SECONDS) : [];
      return { what: `kill -9, ${watches.length} times`, ended, watches, broken };
    },
  },
  {
    id: 'F3',
    title: 'api kill -9 during upload',
    short: [3, 8],
    full: 60,
    weight: 1.5,
    run: async (world, length) => {
      const { ground, journal, random } = world;
      const end = journal.now() + length;
      const done: string[] = [];
      do {
        const victim = random.pick(ground.apis);
        const point = random.pick([...uploadPoints, 'any moment']);
        if (point === 'any moment') await victim.again({});
        else {
          await victim.again({ environment: { FAULT_AT: point } });
          const armed = victim.deaths.length;
          await victim.isBack();
          const died = victim.deaths.length > armed || (await victim.dies(1, Math.max(3, end - journal.now())));
          if (!died) await victim.again({});
        }
        done.push(`${victim.name} at ${point}`);
        await seconds(Math.max(0, Math.min(random.between(1, 4), end - journal.now())));
      } while (journal.now() < end);
      return { what: done.join(', '), ended: journal.now() };
    },
  },
  {
    id: 'F5',
    title: 'worker SIGSTOP, then CONT',
    short: [16, 20],
    full: 90,
    weight: 0.7,
    run: async (world, length) => {
      const { ground, journal, random, monitor } = world;
      const victim = random.pick(ground.workers);
      const { pid } = victim;
      victim.signal('SIGSTOP');
      const watch = await monitor.watchHeldBy(pid, journal.now());
      await seconds(length);
      victim.signal('SIGCONT');
      return { what: `${victim.name} stood still for ${length.toFixed(0)} s`, ended: journal.now(), watches: [watch] };
    },
  },
  {
    id: 'F27',
    title: 'out of memory',
    short: [9, 13],
    full: 60,
    run: async (world, length) => {
      const { ground, journal, random } = world;
      const victim = random.pick(ground.workers);
      const [before, end] = [victim.deaths.length, journal.now() + length];
      let watches: Awaited<ReturnType<typeof kill>>['watch'][] = [];
      const sending: Promise<unknown>[] = [];
      for (let turn = 0; journal.now() < end; turn += 1) {
        // what it needs depends on the build: smaller and smaller until it dies, at work if possible, at its start at last
        const heap = HEAPS_MB[turn % HEAPS_MB.length] ?? 26;
        await victim.again({ nodeFlags: [`--max-old-space-size=${heap}`, '--max-semi-space-size=1'] });
        const armed = victim.deaths.length;
        await victim.isBack();
        const number = FIRST_HEAVY + sending.length + Math.round(journal.now() * 10);
        sending.push(world.senders.upload(heavyInvoice(number), `${world.seed}-heavy-${number}`));
        if (victim.deaths.length === armed && !(await victim.dies(1, 5))) continue;
        watches = [...watches, await world.monitor.watchHeldBy(victim.deaths.at(-1)?.pid ?? 0, journal.now())];
      }
      await Promise.all(sending);
      await victim.again({});
      const died = victim.deaths
        .slice(before)
        .filter(({ signal, code }) => signal === 'SIGABRT' || code === 134).length;
      return {
        what: `${victim.name} ran out of memory ${died} times`,
        ended: journal.now(),
        watches,
        missed: died === 0 ? ['it never ran out of memory'] : [],
      };
    },
  },
  {
    id: 'F28',
    title: 'more workers, pollers and apis at once',
    short: [5, 10],
    full: 60,
    run: async ({ ground, journal, monitor }, length) => {
      const more = await Promise.all([ground.extra('worker'), ground.extra('worker'), ground.extra('api')]);
      await Promise.all(more.map((one) => one.start()));
      await seconds(length);
      await Promise.all(more.map((one) => one.stop()));
      return {
        what: 'two workers and an api more',
        ended: journal.now(),
        watches: [await monitor.watch(journal.now())],
      };
    },
  },
  {
    id: 'F31',
    title: 'two exports at once, killed in between',
    short: [3, 8],
    full: 60,
    weight: 1.2,
    run: async (world, length) => {
      const { ground, journal, random, finance } = world;
      const end = journal.now() + length;
      const done: string[] = [];
      do {
        const at = random.whole(0, ground.apis.length - 1);
        const [victim, point] = [ground.apis[at], random.pick([...exportPoints, 'nowhere'])];
        if (victim && point !== 'nowhere') await victim.again({ environment: { FAULT_AT: point } });
        const armed = victim?.deaths.length;
        await victim?.isBack();
        await ownCase(world, 'export'); // so that there is something to export
        await Promise.all([finance.handOver(undefined, at), finance.handOver(undefined, at + 1)]);
        const died = victim !== undefined && victim.deaths.length > (armed ?? 0);
        done.push(died || point === 'nowhere' ? point : `${point} (not reached)`);
        // the crash point must not stay in wait for the finance office
        if (victim && point !== 'nowhere' && !died) await victim.again({});
        await seconds(Math.min(1, Math.max(0, end - journal.now())));
      } while (journal.now() < end);
      return { what: `two at once, killed at ${done.join(', ')}`, ended: journal.now() };
    },
  },
  terminationFault,
];

const together = (reports: readonly Report[]): Report => ({
  what: reports.map(({ what }) => what).join(', '),
  ended: reports.at(-1)?.ended ?? 0,
  watches: reports.flatMap(({ watches = [] }) => watches),
});
