import { randomUUID } from 'node:crypto';
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseDetail, ExportBatch } from '@libs/contracts';
import { type Ground } from '../ground/ground';
import { arrivalsIn } from '../load/acknowledged';
import { type Answer } from '../load/door';
import { isAccepting, isHeldByTheDead } from '../load/journal';
import { sha256Of } from '../plan/documents';
import { calm } from './calm';
import { type Fault, type Report, seconds, type World } from './fault';
import { ownCase } from './own-case';
import { acceptedAgain, noDeaths, told } from './recovery';

const disksOf = ({ disks }: Ground) => {
  if (!disks) throw new Error('This run has no small disks.');
  return disks;
};

type Original = { readonly id: string; readonly caseId: string; readonly sha256: string };

/** A document whose arrival is done. */
async function someOriginal({ ground, random }: World): Promise<Original | undefined> {
  const rows = await ground.postgres.rows<Original>(
    `SELECT d.id, d.case_id AS "caseId", d.sha256 FROM document d JOIN arrival a ON a.entity_id = d.entity_id AND a.id = d.arrival_id
     WHERE a.outcome <> 'pending' ORDER BY d.id LIMIT 200`,
  );
  return rows.length === 0 ? undefined : random.pick(rows);
}

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, at);
    await file.write(Buffer.from([(byte[0] ?? 0) ^ 0x20]), 0, 1, at);
  } finally {
    await file.close();
  }
}

/**
 * What the api serves for it: the bytes, or undefined when it does not serve it as good. With patience an api that is busy
 * or down is asked again.
 */
async function served({ people }: World, { id }: Original, patience = 0): Promise<Buffer | undefined> {
  const request = { method: 'GET', path: `/documents/${id}/original` };
  const asked =
    patience > 0 ? people['clerk']?.insist('look', request, patience) : people['clerk']?.once('look', request);
  const answer = await asked?.catch(() => undefined);
  return answer?.status === 200 ? answer.body : undefined;
}

const NIGHT_SECONDS = 40;

/** It becomes night: whether the proof of the archive finds the damaged file. */
async function nightTells({ ground, journal }: World, { sha256 }: Original): Promise<boolean> {
  const end = journal.now() + NIGHT_SECONDS;
  while (journal.now() < end) {
    // a proof that was under way may have read the file before it was damaged: that night it is good
    await ground.postgres.rows('UPDATE stored_file SET proven_at = NULL WHERE sha256 = $1 AND damaged_at IS NULL', [
      sha256,
    ]);
    await ground.postgres.rows(`UPDATE work SET due_at = now() WHERE step = 'prove' AND due_at > now()`);
    const rows = await ground.postgres.rows('SELECT 1 FROM stored_file WHERE sha256 = $1 AND damaged_at IS NOT NULL', [
      sha256,
    ]);
    if (rows.length > 0) return true;
    await seconds(0.5);
  }
  return false;
}

export const diskFaults: readonly Fault[] = [
  {
    id: 'F15',
    title: 'disk of the archive full',
    needs: ['small-disks'],
    short: [4, 9],
    full: 30,
    weight: 1.3,
    run: async (world, length) => {
      const { ground, journal } = world;
      const { archive } = disksOf(ground);
      const began = await calm(world);
      const deaths = noDeaths(world);
      archive.fill();
      const from = journal.now();
      await seconds(length);
      const until = journal.now();
      const kept = await keptMeanwhile(world, from, until);
      await journal.settled(until);
      archive.empty();
      const attempts = journal.between(from, until).filter((one) => isAccepting(one) && !isHeldByTheDead(one));
      const later = attempts.filter(({ ending }) => ending === 'later');
      const odd = attempts.filter(
        ({ what, status }) => !(what === 'mail' ? [250, 452] : [201, 503, 507]).includes(status),
      );
      const after = await freeAgain(world);
      return {
        ...after,
        what: `full for ${length.toFixed(0)} s, ${later.length} of ${attempts.length} told to come later, ${kept.what} taken; ${after.what}`,
        began,
        broken: [
          ...(odd.length > 0 ? [`${odd.length} were answered otherwise: ${told(odd)}`] : []),
          ...kept.broken,
          ...(await halfFiles(ground)),
          ...deaths(),
          ...after.broken,
        ],
        missed: [...after.missed, ...(later.length === 0 ? ['nothing was turned away: it was not full'] : [])],
      };
    },
  },
  {
    id: 'F16',
    title: 'disk full during an export',
    needs: ['small-disks'],
    short: [3, 6],
    full: 30,
    run: async (world, length) => {
      const { ground, journal } = world;
      const { archive } = disksOf(ground);
      const began = await calm(world);
      const deaths = noDeaths(world);
      const answers: string[] = [];
      const broken: string[] = [];
      // to the last byte; then so that the first page of a file fits, and a file of several pages does not
      for (const left of [0, 4096]) {
        const wanted = await readyWhenFull(world, left);
        if (wanted === undefined) continue;
        const before = await batchesOf(ground);
        const end = journal.now() + length / 2;
        do {
          const answer = await handOver(world);
          answers.push(answer === undefined ? 'cut' : String(answer.status));
          if (!isRightWhenFull(answer, left))
            broken.push(`an export without room was answered ${answers.at(-1) ?? ''}`);
          await seconds(Math.max(0, Math.min(1, end - journal.now())));
        } while (journal.now() < end);
        const made = (await batchesOf(ground)) - before;
        if (left === 0 && made > 0) broken.push(`${made} batches were made without room`);
        broken.push(...(await halfFiles(ground)), ...(await brokenBatches(ground)));
        archive.empty();
        if (!(await isHandedOver(world, wanted))) broken.push(`case ${wanted} could not be handed over afterwards`);
      }
      const after = await freeAgain(world);
      return {
        ...after,
        what:
          answers.length === 0 ? 'no case came as far as the export' : `exports were answered ${answers.join(', ')}`,
        began,
        broken: [...broken, ...deaths(), ...after.broken],
        missed: [...after.missed, ...(answers.includes('507') ? [] : ['no export met the full disk'])],
      };
    },
  },
  {
    id: 'F17',
    title: 'file damaged in the archive',
    short: [1, 3],
    full: 20,
    run: async (world, length) => {
      const { ground, journal, random } = world;
      const broken: string[] = [];
      let damaged = 0;
      const end = journal.now() + length;
      do {
        const original = await someOriginal(world);
        if (!original) break;
        const path = join(ground.archiveFolder, original.sha256.slice(0, 2), original.sha256);
        const at = random.whole(0, (await readFile(path)).length - 1);
        await flip(path, at);
        damaged += 1;
        if (damaged === 1) broken.push(...(await isTold(world, original, path)));
        const bytes = await served(world, original);
        if (bytes && sha256Of(bytes) !== original.sha256)
          broken.push(`the damaged original ${original.id} was served as good`);
        // a repetition of these bytes may have repaired the file meanwhile
        if (sha256Of(await readFile(path)) !== original.sha256) await flip(path, at);
        const again = await served(world, original, 30);
        if (!again || sha256Of(again) !== original.sha256)
          broken.push(`the repaired original ${original.id} is not served`);
        await seconds(0.3);
      } while (journal.now() < end);
      return { what: `${damaged} files damaged and repaired`, ended: journal.now(), broken };
    },
  },
];

async function freeAgain(world: World) {
  const ended = world.journal.now();
  const [watch, again] = await Promise.all([world.monitor.watch(ended), acceptedAgain(world, ended)]);
  const broken = again.never ? ['nothing was accepted afterwards'] : [];
  const what = `accepting ${again.words} after`;
  return { what, ended, watches: [watch], broken, missed: again.missed } satisfies Report;
}

/** What was acknowledged while there was no room must be there, whole. */
async function keptMeanwhile({ ground, list }: World, from: number, until: number) {
  const acknowledged = arrivalsIn(list.all()).filter(({ at }) => at >= from && at <= until);
  const hashes = new Set(acknowledged.map(({ sha256 }) => sha256));
  const ways = [...new Set(acknowledged.map(({ channel }) => channel))].join(' and ');
  const broken: string[] = [];
  for (const sha256 of hashes) {
    const bytes = await readFile(placeOf(ground, sha256)).catch(() => undefined);
    if (!bytes || sha256Of(bytes) !== sha256) broken.push(`${sha256.slice(0, 12)} was acknowledged and is not there`);
  }
  return { what: hashes.size === 0 ? 'nothing' : `${hashes.size} by ${ways}`, broken };
}

const placeOf = ({ archiveFolder }: Ground, sha256: string): string => join(archiveFolder, sha256.slice(0, 2), sha256);

/** Files under their final name that are not what the name says. */
async function halfFiles({ archiveFolder }: Ground): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(archiveFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name));
    if (sha256Of(bytes) !== entry.name) found.push(`${entry.name.slice(0, 12)} in the archive holds other bytes`);
  }
  return found;
}

const batchesOf = async ({ postgres }: Ground): Promise<number> =>
  (await postgres.rows('SELECT 1 FROM export_batch')).length;

/** Batches whose files are not in the archive as they are recorded. */
async function brokenBatches(ground: Ground): Promise<string[]> {
  const files = await ground.postgres.rows<{ name: string; sha256: string }>('SELECT name, sha256 FROM export_file');
  const found: string[] = [];
  for (const { name, sha256 } of files) {
    const bytes = await readFile(placeOf(ground, sha256)).catch(() => undefined);
    if (!bytes || sha256Of(bytes) !== sha256) found.push(`${name} of a batch is not in the archive`);
  }
  return found;
}

const TRIES = 4;

/** A case that waits for the export while the disk is full already: the finance office is often faster. Undefined when it always was. */
async function readyWhenFull(world: World, left: number): Promise<string | undefined> {
  const { ground } = world;
  const { archive } = disksOf(ground);
  for (let count = 0; count < TRIES; count += 1) {
    const caseId = await ownCase(world, 'export', 20);
    archive.fill(left);
    if (caseId !== undefined && (await stageOf(ground, caseId)) === 'export') return caseId;
    archive.empty();
  }
  return undefined;
}

async function stageOf({ postgres }: Ground, caseId: string): Promise<string | undefined> {
  const [row] = await postgres.rows<{ stage: string }>('SELECT stage FROM invoice_case WHERE id = $1', [caseId]);
  return row?.stage;
}

/** One request of the finance office, not repeated. */
async function handOver({ people, list, journal }: World): Promise<Answer | undefined> {
  const request = {
    method: 'POST',
    path: '/exports',
    json: { profile: 'datev-extf', dryRun: false },
    headers: { 'idempotency-key': randomUUID() },
    seconds: 30,
  };
  const answer = await people['finance']?.once('export', request).catch(() => undefined);
  if (answer?.status === 201) {
    const { id, number } = ExportBatch.parse(answer.json);
    list.add({ kind: 'batch', id, number, at: journal.now() });
  }
  return answer;
}

/** With a page left a small batch may fit; 409 when it did and nothing is left to hand over. */
const isRightWhenFull = (answer: Answer | undefined, left: number): boolean =>
  answer?.status === 507 || (left > 0 && (answer?.status === 201 || answer?.status === 409));

/** By the office itself or by a request of ours. */
async function isHandedOver(world: World, caseId: string): Promise<boolean> {
  const end = world.journal.now() + 30;
  while (world.journal.now() < end) {
    if ((await stageOf(world.ground, caseId)) !== 'export') return true;
    await handOver(world);
    await seconds(0.3);
  }
  return false;
}

/** The nightly proof finds it, the case shows it, and the audit chain holds it; unless a repetition repaired the file before. */
async function isTold(world: World, original: Original, path: string): Promise<string[]> {
  const name = original.sha256.slice(0, 12);
  if (!(await nightTells(world, original)))
    return sha256Of(await readFile(path)) === original.sha256 ? [] : [`the nightly proof did not tell of ${name}`];
  const request = { method: 'GET', path: `/cases/${original.caseId}` };
  const answer = await world.people['auditor']?.insist('look', request, 20);
  const shown =
    answer?.status === 200 && CaseDetail.parse(answer.json).documents.find(({ id }) => id === original.id)?.damagedAt;
  const entries = await world.ground.postgres.rows(
    `SELECT 1 FROM audit_entry e JOIN audit_payload p ON p.entity_id = e.entity_id AND p.seq = e.seq
     WHERE e.kind = 'original-damaged' AND p.payload LIKE '%' || $1 || '%'`,
    [original.sha256],
  );
  return [
    ...(shown ? [] : [`the case does not show that ${name} is damaged`]),
    ...(entries.length > 0 ? [] : [`the audit chain does not hold that ${name} is damaged`]),
  ];
}
