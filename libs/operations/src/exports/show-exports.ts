import { creditNoteTypes } from '@libs/booking';
import { type ExportBatch, type ExportList } from '@libs/contracts';
import { Database, type ExportRecord, machineOf, type Tx } from '@libs/db';
import { Decimal } from '@libs/money';
import { Inject, Injectable } from '@nestjs/common';
import { type Readable } from 'node:stream';
import { type Actor, hasWholeRole } from '../actor';
import { moneyText } from '../cases/coding';
import { ARCHIVE, type Storage } from '../ports';
import { notFound, Refused } from '../refusal';
import { batchView } from './export-view';

export const batchNotFound = () => notFound({ de: 'Diesen Stapel', en: 'This batch' });

export type BatchFile = {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly open: () => Promise<Readable>;
};

/** The finance office's view of what is ready, handed over and acknowledged. */
@Injectable()
export class ShowExports {
  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
  ) {}

  list(actor: Actor): Promise<ExportList> {
    requireReader(actor);
    return this.database.transaction(machineOf(actor.entityId), async (tx) => {
      const stages = new Map(
        (await tx.cases.stages(creditNoteTypes)).map(({ stage, count, gross }) => [
          stage,
          { count, gross: moneyText(Decimal.of(gross)) },
        ]),
      );
      const sum = (stage: string) => stages.get(stage) ?? { count: 0, gross: '0.00' };
      const batches = await tx.exports.list(100);
      const names = await namesIn(tx, batches);
      return {
        ready: sum('export'),
        handedOver: sum('handed-over'),
        acknowledged: sum('done'),
        items: batches.map((record) => {
          const { positions: _, changes: __, ...short } = batchView(record, names);
          return short;
        }),
      };
    });
  }

  show(actor: Actor, batchId: string): Promise<ExportBatch> {
    requireReader(actor);
    return this.database.transaction(machineOf(actor.entityId), async (tx) => {
      const batch = await tx.exports.find(batchId);
      if (!batch) throw batchNotFound();
      return batchView(batch, await namesIn(tx, [batch]));
    });
  }

  /** The same bytes every time: they lie in the archive under their hash. */
  async file(actor: Actor, batchId: string, name: string): Promise<BatchFile> {
    requireReader(actor);
    const { entityId } = actor;
    const batch = await this.database.transaction(machineOf(entityId), (tx) => tx.exports.find(batchId));
    const file = batch?.files.find((one) => one.name === name);
    if (!file) throw notFound({ de: 'Diese Datei', en: 'This file' });
    const { sha256, size } = file;
    return { name, sha256, size: Number(size), open: () => this.archive.open(entityId, sha256) };
  }
}

function requireReader(actor: Actor): void {
  if (hasWholeRole(actor, ['finance', 'cashier', 'auditor'])) return;
  throw new Refused('forbidden', 'no-power-to-see-exports', {
    de: 'Die Stapel sehen Finanzbuchhaltung, Kasse und Rechnungsprüfung. Bitte wenden Sie sich dorthin.',
    en: 'Batches are for finance, the cash office and the auditors. Turn to them.',
  });
}

const namesIn = (tx: Tx, batches: readonly ExportRecord[]): Promise<Map<string, string>> =>
  tx.people.names(batches.flatMap((batch) => [batch.createdById, batch.acknowledgedById].filter((id) => id !== null)));
