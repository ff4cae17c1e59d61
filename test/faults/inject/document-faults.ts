import { connect } from 'node:net';
import { childrenOf } from '../../support/processes';
import { mailAddress } from '../ground/ground';
import { mailOf } from '../plan/documents';
import { type Fault, seconds, type World } from './fault';
import { anotherInvoice, FIRST_OWN, nextOwn, ownCase } from './own-case';
import { poisonOf, poisons } from './poison';

const BACKLOG = { short: 60, full: 5000 };
const UI_TARGET_MS = 1000;

export const documentFaults: readonly Fault[] = [
  {
    id: 'F18',
    title: 'backlog',
    short: [6, 9],
    full: 120,
    afterwards: 240,
    run: async (world, length) => {
      const { ground, journal, monitor, senders, people } = world;
      await Promise.all(ground.workers.map((one) => one.hold('SIGTERM')));
      const count = world.directed ? BACKLOG.full : BACKLOG.short;
      const [began, gap] = [journal.now(), length / count];
      const sending: Promise<unknown>[] = [];
      for (let at = 0; at < count; at += 1) {
        const { index, file } = await anotherInvoice(world);
        sending.push(senders.upload(file, `${world.seed}-backlog-${index}`));
        const wait = began + gap * (at + 1) - journal.now();
        if (wait > 0) await seconds(wait);
      }
      await Promise.all(sending);
      await Promise.all(ground.workers.map((one) => one.release()));
      const ended = journal.now();
      const watch = await monitor.watch(ended);
      const looked: number[] = [];
      for (let at = 0; at < 5; at += 1) {
        const start = performance.now();
        await people['clerk']?.once('look', { method: 'GET', path: '/cases?view=mine' }).catch(() => undefined);
        looked.push(performance.now() - start);
        await seconds(0.3);
      }
      const slowest = Math.max(...looked);
      return {
        what: `${watch.waiting.size} steps waited; a look at the list took up to ${(slowest / 1000).toFixed(1)} s`,
        ended,
        watches: [watch],
        missed: slowest > UI_TARGET_MS ? [`the worklist took ${(slowest / 1000).toFixed(1)} s`] : [],
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
        await vanishAfterDot(random.pick(ground.smtpPorts), raw).catch(() => undefined);
        vanished += 1;
        await senders.mail(raw, `${world.seed}-vanished-${index}`);
        await seconds(0.5);
      } while (journal.now() < end);
      return { what: `${vanished} vanished and came again`, ended: journal.now() };
    },
  },
  {
    id: 'F25',
    title: 'poison documents',
    short: [6, 10],
    full: 90,
    afterwards: 120,
    weight: 1.3,
    run: async (world, length) => {
      const { journal, random, senders, monitor } = world;
      const end = journal.now() + length;
      const sent: string[] = [];
      const sending: Promise<unknown>[] = [];
      do {
        const kind = world.directed ? (poisons[sent.length % poisons.length] ?? 'deep') : random.pick(poisons);
        const index = nextOwn(world);
        const file = await poisonOf(kind, FIRST_OWN + index, random);
        sending.push(senders.upload(file, `${world.seed}-poison-${index}`));
        sent.push(kind);
        await seconds(Math.max(0, Math.min(world.directed ? 3 : 4, end - journal.now())));
      } while (journal.now() < end && sent.length < 20);
      await Promise.all(sending);
      return { what: sent.join(', '), ended: journal.now(), watches: [await monitor.watch(journal.now())] };
    },
  },
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
      const what = reports.length === 0 ? 'nothing waited for an order' : reports.join(', ');
      return { what, ended: world.journal.now(), broken };
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

/** Speaks SMTP until the dot and hangs up without reading the reply. */
function vanishAfterDot(port: number, raw: Buffer): Promise<void> {
  const lines = ['EHLO absender.example', 'MAIL FROM:<buero@absender.example>', `RCPT TO:<${mailAddress}>`, 'DATA'];
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(5000, () => socket.destroy(new Error('no reply')));
    socket.once('error', reject);
    socket.once('close', () => resolve());
    let step = 0;
    socket.on('data', (chunk: Buffer) => {
      if (!/^\d{3} .*\r\n$/m.test(chunk.toString())) return;
      const line = lines[step];
      step += 1;
      if (line !== undefined) socket.write(`${line}\r\n`);
      else socket.write(Buffer.concat([raw, Buffer.from('\r\n.\r\n')]), () => setTimeout(() => socket.destroy(), 2));
    });
  });
}

type Race = { readonly what: string; readonly broken: readonly string[] };

/** Twenty at once over one case: orders of two people, and the clerk who returns it. One act that ends the case may win. */
async function approvalRace(world: World): Promise<Race | undefined> {
  const { ground, random, people } = world;
  const own = await ownCase(world, 'order');
  const rows = await ground.postgres.rows<{ id: string; hash: string }>(
    `SELECT id, content_hash AS hash FROM invoice_case WHERE stage = 'order' ORDER BY id DESC LIMIT 50`,
  );
  if (rows.length === 0) return undefined;
  const { id, hash } = rows.find((row) => row.id === own) ?? random.pick(rows);
  const racers = ['head', 'deputy', 'clerk'].flatMap((name) => people[name] ?? []);
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async (_, at) => {
      const door = racers[at % racers.length];
      const returns = door === people['clerk'];
      const answer = await door
        ?.once(
          'act',
          {
            method: 'POST',
            path: `/cases/${id}/acts`,
            json: returns
              ? { kind: 'return', covers: hash, reason: 'Bitte neu stellen.' }
              : { kind: 'order', covers: hash },
          },
          at,
        )
        .catch(() => undefined);
      return answer?.status ?? 0;
    }),
  );
  const won = statuses.filter((status) => status === 201).length;
  const odd = statuses.filter((status) => ![0, 201, 403, 409, 503].includes(status));
  return {
    what: `${won} of 20 won`,
    broken: [
      ...(won > 1 ? [`${won} acts that end case ${id} were accepted`] : []),
      ...(odd.length > 0 ? [`racing acts were answered ${[...new Set(odd)].join(', ')}`] : []),
    ],
  };
}
