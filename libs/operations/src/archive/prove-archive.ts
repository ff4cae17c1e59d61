import { type ClaimedWork, Database, machineOf, type Proof, type ProofNews, type Tx } from '@libs/db';
import { StorageAway } from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { ARCHIVE, type Storage } from '../ports';

/** A slice ends after so many files or so much time, whichever comes first: others wait for this worker too. */
const SLICE_FILES = 200;
const SLICE_MILLISECONDS = 2_000;

const minutes = (count: number): number => count * 60_000;
/** What is damaged is looked at again during the day, so that a restored file loses its warning soon. */
const DAMAGED_AGAIN = minutes(60);
const AWAY_AGAIN = minutes(10);

/**
 * Compares what lies in the archive of one entity with its SHA-256, slice by slice, until every file was compared since the
 * beginning of the night. Damage is found before somebody needs the file, and while the backup still has it.
 */
@Injectable()
export class ProveArchive {
  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
  ) {}

  async run(work: ClaimedWork): Promise<void> {
    const { entityId } = work;
    const hashes = await this.database.transaction(machineOf(entityId), async ({ files, now }) => {
      const { last } = await files.nights(now);
      return files.unproven(last, after(now, -DAMAGED_AGAIN), SLICE_FILES);
    });
    const { proofs, away } = await this.compare(entityId, hashes);

    await this.database.transaction(machineOf(entityId), async (tx) => {
      await tx.work.finish(work);
      const { now } = tx;
      const { next } = await tx.files.nights(now);
      const news = await tx.files.record(proofs, now);
      if (away) await repeat(tx, work, earlier(next, after(now, AWAY_AGAIN)));
      else if (proofs.length < hashes.length || hashes.length === SLICE_FILES) await repeat(tx, work, 'now');
      else await repeat(tx, work, (await tx.files.anyDamaged()) ? earlier(next, after(now, DAMAGED_AGAIN)) : next);
      await tell(tx, news, proofs);
    });
  }

  /** Reads the files, outside of any transaction. A store that is away says nothing about them. */
  private async compare(
    entityId: string,
    hashes: readonly string[],
  ): Promise<{ readonly proofs: readonly Proof[]; readonly away: boolean }> {
    const proofs: Proof[] = [];
    const end = performance.now() + SLICE_MILLISECONDS;
    try {
      for (const sha256 of hashes) {
        proofs.push({ sha256, found: await this.archive.prove(entityId, sha256) });
        if (performance.now() >= end) break;
      }
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      return { proofs, away: true };
    }
    return { proofs, away: false };
  }
}

const after = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** A new row each time: its attempts are counted anew, and it goes behind what waits longer. */
const repeat = (tx: Tx, { step, subjectId, traceId }: ClaimedWork, at: Date | 'now'): Promise<void> =>
  at === 'now' ? tx.work.enqueue(step, subjectId, traceId) : tx.work.enqueueAt(at, step, subjectId, traceId);

/** Changes go to the open screens and, once for each file, into the audit chain: under the case where there is one. */
async function tell(tx: Tx, { damaged, restored }: ProofNews, proofs: readonly Proof[]): Promise<void> {
  const uses = await tx.files.uses([...damaged, ...restored]);
  for (const { kind, id } of uses) tx.announce(kind, id);
  const entry = (kind: string, sha256: string) => ({
    kind,
    subjectId: uses.find((use) => use.sha256 === sha256)?.id,
    payload: { sha256, found: proofs.find((proof) => proof.sha256 === sha256)?.found ?? null },
  });
  await tx.audit.append(
    ...damaged.map((sha256) => entry('original-damaged', sha256)),
    ...restored.map((sha256) => entry('original-restored', sha256)),
  );
}
