import { whileLocked } from '../../support/locked-table';
import { endOf, isAccepting } from '../load/journal';
import { mailOf } from '../plan/documents';
import { quantile } from '../result/figures';
import { calm } from './calm';
import { type Fault, type Report, seconds, type World } from './fault';
import { anotherInvoice } from './own-case';
import { acceptedAgain, noDeaths, NOTHING_SENT, told } from './recovery';

const SLOW_READERS = 200;
const WRITE_TARGET_MS = 5000;

async function backAgain(world: World, what: string): Promise<Report> {
  const ended = world.journal.now();
  const [watch, again] = await Promise.all([world.monitor.watch(ended), acceptedAgain(world, ended)]);
  return { what: `${what}; accepting ${again.words} after`, ended, watches: [watch], missed: again.missed };
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
      const began = await calm(world);
      const deaths = noDeaths(world);
      await ground.postgres.stop();
      const from = journal.now() + 0.5;
      const file = await fileInFolder(world);
      await seconds(length);
      const until = journal.now();
      const folder = file?.isWaiting() === false ? ['the hot folder took a file without a database'] : [];
      const died = deaths();
      await ground.postgres.startAgain();
      const back = await backAgain(world, `stopped for ${length.toFixed(0)} s`);
      await journal.settled(until);
      const lost = (await file?.taken) === false ? ['the file in the hot folder was not taken afterwards'] : [];
      const answers = wrongAnswers(world, from, until);
      return {
        ...back,
        began,
        broken: [...answers.broken, ...folder, ...lost, ...died],
        missed: [...(back.missed ?? []), ...answers.missed],
      };
    },
  },
  {
    id: 'F14',
    title: 'pool exhausted by slow reads',
    short: [4, 8],
    full: 40,
    run: async (world, length) => {
      const { ground, journal, monitor } = world;
      const began = await calm(world);
      const [writes, looks] = await ground.postgres.with((client) =>
        whileLocked(client, 'creditor', async () => {
          const end = journal.now() + length;
          const reading = readAll(world, end);
          const exhausted = howExhausted(world, end);
          return [await writeUntil(world, end), { ...(await reading), ...(await exhausted) }] as const;
        }),
      );
      const times = await Promise.all(writes);
      const lost = times.filter((ms) => ms === undefined).length;
      const p95 = quantile(
        times.flatMap((ms) => ms ?? []),
        0.95,
      );
      const ended = journal.now();
      const took = `${times.length} writes took ${(p95 / 1000).toFixed(1)} s (p95)`;
      return {
        what: `${SLOW_READERS} readers, ${looks.blocked} at once in the database, ${looks.later} told to come later; ${took}`,
        began,
        ended,
        watches: [await monitor.watch(ended)],
        broken: lost > 0 ? [`${lost} of ${times.length} writes were never accepted`] : [],
        missed: [
          ...(p95 > WRITE_TARGET_MS ? [took] : []),
          ...(looks.later === 0 ? ['no read was turned away: the connections were not exhausted'] : []),
        ],
      };
    },
  },
];

/** A file for the hot folder while there is no database. */
async function fileInFolder(world: World) {
  if (world.ground.hotFolder === undefined) return undefined;
  const { index, file } = await anotherInvoice(world);
  let waiting = true;
  const taken = world.senders.drop(file, `${world.seed}-waits-${index}`).then(({ acknowledged }) => {
    waiting = false;
    return acknowledged;
  });
  return { taken, isWaiting: () => waiting };
}

/** Without a database everybody is told to come later, in the words of the door. */
function wrongAnswers({ journal }: World, from: number, until: number) {
  const attempts = journal.attempts.filter((one) => isAccepting(one) && one.began >= from && endOf(one) <= until);
  const wrong = attempts.filter(({ what, status }) => status !== (what === 'mail' ? 451 : 503));
  return {
    broken: wrong.length > 0 ? [`${wrong.length} of ${attempts.length} heard no 451 or 503: ${told(wrong)}`] : [],
    missed: attempts.length === 0 ? [NOTHING_SENT] : [],
  };
}

/** Readers who ask again at once, or a little later when they are told so. */
async function readAll({ journal, people }: World, end: number): Promise<{ readonly later: number }> {
  let later = 0;
  const read = async (): Promise<void> => {
    while (journal.now() < end) {
      const request = { method: 'GET', path: '/creditors?q=e', seconds: 30 };
      const answer = await people['auditor']?.once('look', request).catch(() => undefined);
      if (answer?.status === 503) later += 1;
      if (answer?.status !== 200) await seconds(1);
    }
  };
  void Promise.all(Array.from({ length: SLOW_READERS }, read));
  while (journal.now() < end) await seconds(0.1);
  return { later };
}

/** How many connections of the town stand before the lock at once, at most. */
async function howExhausted({ ground, journal }: World, end: number): Promise<{ readonly blocked: number }> {
  let blocked = 0;
  while (journal.now() < end) {
    const rows = await ground.postgres.rows(
      `SELECT 1 FROM pg_stat_activity WHERE usename = 'belegfluss_app' AND wait_event_type = 'Lock'`,
    );
    blocked = Math.max(blocked, rows.length);
    await seconds(0.5);
  }
  return { blocked };
}

/** An upload and a mail every half second; each with all its repetitions, in milliseconds, or undefined when it was never taken. */
async function writeUntil(world: World, end: number): Promise<readonly Promise<number | undefined>[]> {
  const { journal, senders, seed } = world;
  const writes: Promise<number | undefined>[] = [];
  const timed = async (sending: Promise<{ readonly acknowledged: boolean }>): Promise<number | undefined> => {
    const start = performance.now();
    return (await sending).acknowledged ? performance.now() - start : undefined;
  };
  while (journal.now() < end) {
    const [one, other] = [await anotherInvoice(world), await anotherInvoice(world)];
    writes.push(
      timed(senders.upload(one.file, `${seed}-written-${one.index}`)),
      timed(senders.mail(mailOf(`Geschrieben ${seed} ${other.index}`, [other.file]), `${seed}-written-${other.index}`)),
    );
    await seconds(0.5);
  }
  return writes;
}
