import { type ExportPreview, type NewExport } from '@libs/contracts';
import { type CaseRecord, Database, machineOf, type Tx, violates } from '@libs/db';
import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { v7 as uuid } from 'uuid';
import { type Actor, hasRole } from '../actor';
import { type Answered } from '../answered';
import { berlinYear, isoDay } from '../berlin';
import { moneyText } from '../cases/coding';
import { settle } from '../cases/settle';
import { ARCHIVE, CRASH_POINTS, type CrashPoints, type Storage } from '../ports';
import { Refused } from '../refusal';
import { EntitySettings } from '../administration/entity-settings';
import { type Draft, draftBatch, SettingsRefused } from './draft-batch';
import { neutralCase } from './neutral';
import { blockedView, changeView, positionView, totalsView } from './export-view';

const MAX_FILE_BYTES = 500 * 1024 * 1024;

/**
 * Hands ordered cases to finance in a frozen batch: gapless number, control totals, SHA-256 of each file. The files lie in
 * the archive before the batch is committed; a case is in one live batch only, the database holds that. Sealed cases are handed
 * over like all others, and told of without a name.
 */
@Injectable()
export class ExportCases {
  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
    @Inject(CRASH_POINTS) private readonly crash: CrashPoints,
  ) {}

  /** What a batch would hold now. Stores nothing. */
  preview(actor: Actor, wanted: NewExport): Promise<ExportPreview> {
    requireFinance(actor);
    return this.database.transaction(machineOf(actor.entityId), async (tx) => {
      const now = tx.now;
      const year = berlinYear(now);
      const number = batchNumber(year, await tx.numbers.peek('export', year));
      const cases = await readyCases(tx, await tx.cases.idsInStage('export'), wanted.until);
      const draft = await draftOf(tx, cases, number, now);
      return {
        dryRun: true,
        profile: wanted.profile,
        nextNumber: number,
        totals: totalsView(draft.totals, draft.included.length),
        positions: draft.included.map(positionView),
        changes: draft.changes.map((change) => changeView(change, cases)),
        blocked: draft.blocked.map((one) => blockedView(one, cases)),
      };
    });
  }

  /** The id of the new batch. */
  async run(actor: Actor, wanted: NewExport, answered?: Answered): Promise<string> {
    requireFinance(actor);
    try {
      const id = await this.database.transaction(machineOf(actor.entityId), async (tx) => {
        const frozen = await this.freeze(tx, actor, wanted);
        await answered?.(tx, frozen);
        this.crash.reach('export:before-commit');
        return frozen;
      });
      this.crash.reach('export:after-commit');
      return id;
    } catch (error) {
      if (violates(error, 'one_live_position') || violates(error, 'one_open_item')) throw alreadyHandedOver();
      throw error;
    }
  }

  private async freeze(tx: Tx, actor: Actor, wanted: NewExport): Promise<string> {
    // Only what is locked: a case that is ordered from now on could still be coded anew while the batch is being written.
    const locked = await tx.cases.lockInStage('export');
    const now = tx.now;
    const cases = await readyCases(tx, locked, wanted.until);
    const year = berlinYear(now);
    const number = batchNumber(year, await tx.numbers.take('export', year));
    const draft = await draftOf(tx, cases, number, now);
    if (draft.included.length === 0) throw nothingReady(draft);

    const id = uuid();
    const files = await this.keep(actor.entityId, draft);
    await tx.exports.add({
      id,
      number,
      profile: wanted.profile,
      createdAt: now,
      createdById: actor.personId,
      totals: totalsView(draft.totals, draft.included.length),
      changes: draft.changes.map((change) => changeView(change, cases)),
      positions: draft.included.map(({ id: caseId }) => ({ caseId, ...draft.openItems.get(caseId) })),
      files,
    });
    for (const record of draft.included) await settle(tx, record.id, now);
    tx.announce('export', id);
    await tx.audit.append(
      {
        kind: 'batch-frozen',
        actorId: actor.personId,
        subjectId: id,
        payload: {
          number,
          files: files.map(({ name, sha256 }) => ({ name, sha256 })),
          cases: draft.included.length,
          booked: moneyText(draft.totals.booked),
          owed: moneyText(draft.totals.owed),
        },
        told: { cases: draft.included.length, files: files.length },
      },
      ...draft.included.map((record) => ({
        kind: 'case-exported',
        actorId: actor.personId,
        subjectId: record.id,
        payload: { batch: number, batchId: id },
        told: { trace: record.traceId, batch: id },
      })),
    );
    return id;
  }

  private async keep(entityId: string, draft: Draft) {
    const files: { name: string; sha256: string; size: number }[] = [];
    for (const { name, bytes } of draft.files) {
      files.push({ name, ...(await this.archive.put(entityId, Readable.from([bytes]), { maxBytes: MAX_FILE_BYTES })) });
    }
    return files;
  }
}

export function requireFinance(actor: Actor): void {
  if (hasRole(actor, ['finance'], null)) return;
  throw new Refused('forbidden', 'no-power-to-export', {
    de: 'Stapel übergibt nur die Finanzbuchhaltung. Es wurde nichts gespeichert. Bitte wenden Sie sich dorthin.',
    en: 'Only the finance office hands batches over. Nothing was stored. Turn to the finance office.',
  });
}

const batchNumber = (year: number, count: number): string => `${year}-${String(count).padStart(3, '0')}`;

async function readyCases(tx: Tx, ids: readonly string[], until: string | undefined): Promise<CaseRecord[]> {
  const cases = (await tx.cases.many(ids)).map(neutralCase);
  return cases.filter((record) => until === undefined || (isoDay(record.dueDate) ?? '') <= until);
}

const earlierItems = (tx: Tx, cases: readonly CaseRecord[]) =>
  tx.exports.openItems([...new Set(cases.flatMap((one) => one.creditor?.account ?? []))]);

async function settingsOf(tx: Tx): Promise<EntitySettings> {
  const entity = await tx.masterData.entity();
  return EntitySettings.parse(entity?.settings);
}

/** What these cases would make as a batch, with the entity's settings and what its earlier batches hold. */
async function draftOf(tx: Tx, cases: readonly CaseRecord[], number: string, now: Date): Promise<Draft> {
  const settings = await settingsOf(tx);
  const earlier = await earlierItems(tx, cases);
  try {
    return draftBatch({ cases, settings, number, now, earlier });
  } catch (error) {
    if (error instanceof SettingsRefused) throw new Refused('conflict', 'settings-refused', error.text);
    throw error;
  }
}

const nothingReady = (draft: Draft): Refused =>
  new Refused(
    'conflict',
    'nothing-ready',
    {
      de: `Es ist kein Vorgang bereit zur Übergabe${draft.blocked.length > 0 ? `; ${draft.blocked.length} angeordnete sind gesperrt` : ''}. Es wurde kein Stapel gebildet. Der Probelauf zeigt die Gründe.`,
      en: `No case is ready to be handed over${draft.blocked.length > 0 ? `; ${draft.blocked.length} ordered ones are blocked` : ''}. No batch was made. The dry run shows the reasons.`,
    },
    { blocked: draft.blocked },
  );

const alreadyHandedOver = (): Refused =>
  new Refused('conflict', 'already-handed-over', {
    de: 'Jemand hat diese Vorgänge im selben Augenblick übergeben. Ihr Stapel wurde nicht gebildet, nichts ist doppelt. Bitte laden Sie die Seite neu.',
    en: 'Somebody handed these cases over at the same moment. Your batch was not made, nothing is doubled. Please reload the page.',
  });
