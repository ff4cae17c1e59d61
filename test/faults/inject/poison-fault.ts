import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fault, seconds, type World } from './fault';
import { calm } from './calm';
import { FIRST_OWN, nextOwn } from './own-case';
import { killReaderOf } from './kill-reader';
import { type Poison, poisonOf, poisons } from './poison';
import { finishedArrivals, noDeaths } from './recovery';

const MOST_TRIES = 3;
const MOST_SENT = 20;
/** The longest that three tries may take, with the pauses between them. */
const PATIENCE_SECONDS = { directed: 150, mixed: 60 };
const SLOWER = 0.2;

type Sent = { readonly kind: Poison; readonly id: string };

/** Readers that loop, grow or die of what they read: each document is laid aside soon, and the others keep flowing. */
export const poisonFault: Fault = {
  id: 'F25',
  title: 'poison documents',
  short: [6, 10],
  full: 90,
  afterwards: 120,
  weight: 1.3,
  run: async (world, length) => {
    const { journal, monitor } = world;
    const began = await calm(world);
    const deaths = noDeaths(world);
    const before = await finishedWithin(world, Math.max(5, length / 3), []);
    const sending = sendPoison(world, length);
    const flowing = finishedWithin(world, length, sending.sent);
    await sending.done;
    const during = await flowing;
    const ended = journal.now();
    const watch = await monitor.watch(ended);
    const rates = `${before.perSecond.toFixed(1)} others a second before, ${during.perSecond.toFixed(1)} meanwhile`;
    return {
      what: rates,
      began,
      ended,
      watches: [watch],
      broken: deaths(),
      missed: isSlower(before.perSecond * during.seconds, during.finished) ? [rates] : [],
      later: async () => {
        await outOfTheLine(world, sending.sent, ended);
        sending.stop();
        return judged(await triesOf(world, sending.sent));
      },
    };
  },
};

function judged(tries: Awaited<ReturnType<typeof triesOf>>) {
  const tooMany = tries.filter(({ count }) => count > MOST_TRIES);
  return {
    what: tries.map(({ kind, count }) => `${kind} (${count})`).join(', '),
    broken: tooMany.map(({ kind, count, id }) => `${kind} ${id} killed its reader ${count} times`),
  };
}

/** Fewer than four fifths of what was to be expected, beyond what chance does to so few. */
const isSlower = (expected: number, finished: number): boolean =>
  finished < expected * (1 - SLOWER) - 2 * Math.sqrt(expected);

function sendPoison(world: World, length: number) {
  const { journal, random, senders, directed, seed } = world;
  const end = journal.now() + length;
  const sent: Sent[] = [];
  let stopped = false;
  const sending: Promise<void>[] = [];
  const send = async (kind: Poison): Promise<void> => {
    const index = nextOwn(world);
    const { id } = await senders.upload(await poisonOf(kind, FIRST_OWN + index, random), `${seed}-poison-${index}`);
    if (id === undefined) return;
    sent.push({ kind, id });
    if (kind === 'deadly') void killReaderOf(world, id, () => stopped);
  };
  const done = (async () => {
    for (let count = 0; journal.now() < end && count < MOST_SENT; count += 1) {
      sending.push(send(directed ? (poisons[count % poisons.length] ?? 'endless') : random.pick(poisons)));
      await seconds(Math.max(0, Math.min(directed ? 3 : 4, end - journal.now())));
    }
    await Promise.all(sending);
  })();
  return { sent, done, stop: () => (stopped = true) };
}

/** How many arrivals came to an end within the time, the poison left out. */
async function finishedWithin(world: World, length: number, sent: readonly Sent[]) {
  const { journal, ground } = world;
  const from = journal.now();
  const count = await finishedArrivals(world);
  await seconds(length);
  const own = await ground.postgres.rows(`SELECT 1 FROM arrival WHERE outcome <> 'pending' AND id = ANY ($1::uuid[])`, [
    sent.map(({ id }) => id),
  ]);
  const finished = (await finishedArrivals(world)) - count - own.length;
  const took = journal.now() - from;
  return { finished, seconds: took, perSecond: finished / took };
}

/** Until no step of a poison document waits or runs. */
async function outOfTheLine({ ground, journal, directed }: World, sent: readonly Sent[], ended: number): Promise<void> {
  const end = ended + (directed ? PATIENCE_SECONDS.directed : PATIENCE_SECONDS.mixed);
  const ids = sent.map(({ id }) => id);
  while (journal.now() < end) {
    const left = await ground.postgres.rows('SELECT 1 FROM work WHERE trace_id = ANY ($1::uuid[])', [ids]);
    if (left.length === 0) return;
    await seconds(0.5);
  }
}

/** How often the reader was lost over each of them, as the workers' logs tell; the worst step of each. */
async function triesOf({ ground }: World, sent: readonly Sent[]) {
  const logs = await Promise.all(
    ground.workers.map(({ name }) => readFile(join(ground.folder, 'logs', `${name}.log`), 'utf8')),
  );
  const failed = logs
    .flatMap((log) => log.split('\n'))
    .filter((line) => line.includes('step failed') && line.includes('The reader of foreign bytes ended'));
  return sent.map(({ kind, id }) => {
    const steps = Map.groupBy(
      failed.filter((line) => line.includes(id)),
      (line) => /"subject":"([^"]+)"/.exec(line)?.[1] ?? '',
    );
    return { kind, id, count: Math.max(0, ...[...steps.values()].map((lines) => lines.length)) };
  });
}
