import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ground } from '../ground/ground';
import { sha256Of } from '../plan/documents';
import { isAccepting } from '../load/journal';
import { type Fault, type Report, seconds, type World } from './fault';

const disksOf = ({ disks }: Ground) => {
  if (!disks) throw new Error('This run has no small disks.');
  return disks;
};

type Original = { readonly id: string; readonly sha256: string };

/** A document whose arrival is done. */
async function someOriginal({ ground, random }: World): Promise<Original | undefined> {
  const rows = await ground.postgres.rows<Original>(
    `SELECT d.id, d.sha256 FROM document d JOIN arrival a ON a.entity_id = d.entity_id AND a.id = d.arrival_id
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

const NIGHT_SECONDS = 25;

/** It becomes night: whether the proof of the archive finds the damaged file. */
async function nightTells({ ground, journal }: World, { sha256 }: Original): Promise<boolean> {
  const end = journal.now() + NIGHT_SECONDS;
  await ground.postgres.rows('UPDATE stored_file SET proven_at = NULL WHERE sha256 = $1', [sha256]);
  while (journal.now() < end) {
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
      archive.fill();
      const from = journal.now() + 0.3;
      await seconds(length);
      const taken = journal.between(from, journal.now() - 0.3).filter((one) => isAccepting(one) && one.status === 201);
      archive.empty();
      return {
        ...(await freeAgain(world)),
        what: `full for ${length.toFixed(0)} s, ${taken.length} repeated ones answered`,
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
      const { ground, journal, finance } = world;
      const { archive, temp } = disksOf(ground);
      const batches = async () => (await ground.postgres.rows('SELECT id FROM export_batch')).length;
      temp.fill();
      archive.fill(4096); // the first page of a file fits, the file does not
      const before = await batches();
      const end = journal.now() + length;
      const tries = Promise.all([finance.handOver(), finance.handOver()]);
      await seconds(end - journal.now());
      const made = (await batches()) - before;
      archive.empty();
      temp.empty();
      await tries;
      return { ...(await freeAgain(world)), what: `full for ${length.toFixed(0)} s, ${made} batches fitted in` };
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
        const told = damaged > 1 || (await nightTells(world, original));
        if (!told) broken.push(`the nightly proof did not tell of ${original.sha256.slice(0, 12)}`);
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

async function freeAgain({ journal, monitor }: World): Promise<Omit<Report, 'what'>> {
  const ended = journal.now();
  return { ended, watches: [await monitor.watch(ended)] };
}
