import { childrenOf } from '../../support/processes';
import { mailAddress } from '../ground/ground';
import { type Sent } from '../load/senders';
import { DOT, SmtpTalk } from '../load/smtp-talk';
import { mailOf } from '../plan/documents';
import { approvalRace } from './approval-race';
import { type Fault, seconds, type World } from './fault';
import { anotherInvoice } from './own-case';
import { poisonFault } from './poison-fault';

const BACKLOG = { short: 60, full: 5000 };
const UI_TARGET_MS = 1000;
/** Several are worked on at a time, and one may have to be tried again. */
const OVERTAKEN = { least: 20, share: 0.05 };

export const documentFaults: readonly Fault[] = [
  {
    id: 'F18',
    title: 'backlog',
    short: [6, 9],
    full: 120,
    afterwards: 240,
    run: async (world, length) => {
      const { ground, journal, monitor, senders } = world;
      await Promise.all(ground.workers.map((one) => one.hold('SIGTERM')));
      const count = world.directed ? BACKLOG.full : BACKLOG.short;
      const [began, gap] = [journal.now(), length / count];
      const sending: Promise<Sent>[] = [];
      for (let at = 0; at < count; at += 1) {
        const { index, file } = await anotherInvoice(world);
        sending.push(senders.upload(file, `${world.seed}-backlog-${index}`));
        const wait = began + gap * (at + 1) - journal.now();
        if (wait > 0) await seconds(wait);
      }
      const own = (await Promise.all(sending)).flatMap(({ id }) => id ?? []);
      const ended = journal.now();
      const watch = await monitor.watch(ended);
      const waited = watch.waiting.size;
      const overtaking = mostOvertaken(world, own); // from before the first of them is received
      await Promise.all(ground.workers.map((one) => one.release()));
      const slowest = await slowestLook(world, 5);
      const { looks, most: overtaken } = await overtaking;
      const most = Math.max(OVERTAKEN.least, count * OVERTAKEN.share);
      return {
        what: `${waited} steps waited; a look at the list took up to ${seen(slowest)}; at most ${overtaken} went ahead of an older one (${looks} looks)`,
        ended,
        watches: [watch],
        broken: overtaken > most ? [`a document waited while ${overtaken} younger ones were received`] : [],
        missed: [
          ...(slowest > UI_TARGET_MS ? [`the worklist took ${seen(slowest)}`] : []),
          ...(looks === 0 ? ['all were received before anybody could see in which order'] : []),
        ],
      };
    },
  },
  {
    id: 'F21',
    title: 'SMTP client vanishes after the dot',
    short: [1, 4],
    full: 60,
    run: async (world, length) => {
      const { ground, journal, random, senders } = world;
      const end = journal.now() + length;
      let vanished = 0;
      do {
        const { index, file } = await anotherInvoice(world);
        const raw = mailOf(`Verschwunden ${world.seed} ${index}`, [file]);
        if (await vanishAfterDot(random.pick(ground.smtpPorts), raw)) vanished += 1;
        await senders.mail(raw, `${world.seed}-vanished-${index}`);
        await seconds(0.5);
      } while (journal.now() < end);
      return {
        what: `${vanished} vanished and came again`,
        ended: journal.now(),
        missed: vanished === 0 ? ['none came as far as the dot'] : [],
      };
    },
  },
  poisonFault,
  {
    id: 'F26',
    title: 'reading child killed or hung',
    short: [3, 8],
    full: 60,
    weight: 1.3,
    run: async (world, length) => {
      const { ground, journal, random, monitor } = world;
      const end = journal.now() + length;
      let [killed, hung] = [0, 0];
      do {
        for (const worker of ground.workers) {
          const children = worker.pid === 0 ? [] : childrenOf(worker.pid);
          if (children.length === 0) continue;
          const hang = random.chance(0.3);
          const child = random.pick(children);
          if (!hurt(child, hang ? 'SIGSTOP' : 'SIGKILL')) continue;
          if (hang) ground.stopped.add(child);
          if (hang) hung += 1;
          else killed += 1;
        }
        await seconds(Math.max(0.05, Math.min(random.between(0.3, 2), end - journal.now())));
      } while (journal.now() < end);
      const ended = journal.now();
      return { what: `${killed} killed, ${hung} hung`, ended, watches: [await monitor.watch(ended)] };
    },
  },
  {
    id: 'F29',
    title: 'same invoice through all doors at once',
    short: [2, 5],
    full: 60,
    weight: 1.3,
    run: async (world, length) => {
      const { ground, journal, senders } = world;
      const [end, most] = [journal.now() + length, world.directed ? 50 : 8];
      const sending: Promise<unknown>[] = [];
      let count = 0;
      for (; count < most && journal.now() < end; count += 1) {
        const { index, file } = await anotherInvoice(world);
        const key = `${world.seed}-same-${index}`;
        sending.push(
          senders.upload(file, key),
          senders.upload(file, `${key}-again`),
          senders.mail(mailOf(`Dreifach ${world.seed} ${index}`, [file]), key),
          ...(ground.hotFolder === undefined ? [] : [senders.drop(file, key)]),
        );
        await seconds(length / most);
      }
      await Promise.all(sending);
      return { what: `${count} invoices at the same second`, ended: journal.now() };
    },
  },
  {
    id: 'F30',
    title: 'approval race',
    short: [2, 5],
    full: 60,
    weight: 1.3,
    run: async (world, length) => {
      const end = world.journal.now() + length;
      const reports: string[] = [];
      const broken: string[] = [];
      do {
        const race = await approvalRace(world);
        if (race) reports.push(race.what);
        broken.push(...(race?.broken ?? []));
        await seconds(Math.max(0, Math.min(1, end - world.journal.now())));
      } while (world.journal.now() < end);
      const missed = reports.length === 0 ? ['nothing waited for an order'] : [];
      return { what: reports.join(', ') || 'no race', ended: world.journal.now(), broken, missed };
    },
  },
];

function hurt(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it ended by itself
  }
}

/** Speaks SMTP until the dot and hangs up without reading the reply. False when it did not come so far. */
async function vanishAfterDot(port: number, raw: Buffer): Promise<boolean> {
  const talk = new SmtpTalk(port);
  const ready = (await talk.envelope(mailAddress)) === 354;
  if (ready) {
    await new Promise<void>((resolve) => talk.send(Buffer.concat([raw, Buffer.from(`${DOT}\r\n`)]), resolve));
    await seconds(0.002);
  }
  talk.hangUp();
  return ready;
}

/** The longest of some looks at the worklist, each until it is shown: a look that fails is a slow one. */
async function slowestLook({ people }: World, count: number): Promise<number> {
  const looked: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const start = performance.now();
    const answer = await people['clerk']?.insist('look', { method: 'GET', path: '/cases?view=mine' }, 10);
    looked.push(answer?.status === 200 ? performance.now() - start : Infinity);
    await seconds(0.3);
  }
  return Math.max(...looked);
}

const seen = (ms: number): string => (Number.isFinite(ms) ? `${(ms / 1000).toFixed(1)} s` : 'more than 10 s');

const ORDER_PATIENCE_SECONDS = 240;

/** While these arrivals are received: by how many younger ones the oldest that nobody has touched was overtaken, at most. */
async function mostOvertaken({ ground, journal }: World, ids: readonly string[]) {
  const end = journal.now() + ORDER_PATIENCE_SECONDS;
  for (let [looks, most] = [0, 0]; ; looks += 1) {
    const [row] = await ground.postgres.rows<{ untouched: number; ahead: number }>(
      `WITH own AS (SELECT id, entity_id, number, outcome FROM arrival WHERE id = ANY ($1::uuid[])),
         untouched AS (SELECT own.number FROM own JOIN work w ON w.entity_id = own.entity_id AND w.subject_id = own.id
           WHERE w.step = 'receive' AND w.attempt = 0)
       SELECT (SELECT count(*)::int FROM untouched) AS untouched,
         (SELECT count(*)::int FROM own WHERE outcome <> 'pending' AND number > (SELECT min(number) FROM untouched)) AS ahead`,
      [ids],
    );
    most = Math.max(most, row?.ahead ?? 0);
    if (!row || row.untouched === 0 || journal.now() > end) return { looks, most };
    await seconds(0.1);
  }
}
