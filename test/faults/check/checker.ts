import { readFile } from 'node:fs/promises';
import { type Database } from '@libs/db';
import { VerifyAudit } from '@libs/operations';
import { type Acknowledgement } from '../load/acknowledged';
import { wronglyApproved } from './approvals';
import { doubled, lostOrHidden, type Tried } from './arrivals';
import { auditBroken } from './audit';
import { bookedRows, bookedTwice } from './exports';
import { type Facts } from './facts';
import { notInArchive, placeIn } from './originals';

export const invariants = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7'] as const;
export type Invariant = (typeof invariants)[number];
export type Violations = Readonly<Record<Invariant, readonly string[]>>;

export type Evidence = {
  readonly entityId: string;
  readonly database: Database;
  /** Where the originals of this entity lie. */
  readonly archiveFolder: string;
  readonly acknowledged: readonly Acknowledgement[];
  readonly tried: readonly Tried[];
  /** Documents that waited too long without being shown as delayed, as the monitor saw them. */
  readonly hiddenDelays: readonly string[];
};

/** Answers each invariant with what breaks it. The line must have come to rest. */
export async function check(facts: Facts, evidence: Evidence): Promise<Violations> {
  const { entityId, database, archiveFolder, acknowledged, tried, hiddenDelays } = evidence;
  const { fault } = await new VerifyAudit(database).run(entityId);
  return {
    I1: lostOrHidden(facts, acknowledged),
    I2: bookedTwice(facts, await batchRows(facts, archiveFolder), acknowledged),
    I3: wronglyApproved(facts, acknowledged),
    I4: auditBroken(facts, acknowledged, entityId, fault && `${fault.why} at ${fault.seq}`),
    I5: await notInArchive(facts, acknowledged, archiveFolder),
    I6: doubled(facts, acknowledged, tried),
    I7: hiddenDelays.map((what) => `waited without being shown as delayed: ${what}`),
  };
}

async function batchRows({ batchFiles }: Facts, archiveFolder: string) {
  const rows = new Map<string, ReturnType<typeof bookedRows>>();
  for (const { sha256 } of batchFiles) {
    const bytes = await readFile(placeIn(archiveFolder, sha256)).catch(() => undefined); // I5 tells of it
    rows.set(sha256, bytes ? bookedRows(bytes) : []);
  }
  return rows;
}

export const counted = (violations: Violations): number =>
  invariants.reduce((sum, invariant) => sum + violations[invariant].length, 0);
