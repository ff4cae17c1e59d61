import { type PaperNote } from '@libs/contracts';
import { Database, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { type Answered } from '../answered';
import { lockedCase, requireVersion } from '../cases/locked-case';
import { settle } from '../cases/settle';
import { Refused } from '../refusal';
import { mayHandlePaper } from './powers';

/** Notes what became of a case on paper: printed and sent, or settled there. Neither is a signature. */
@Injectable()
export class NotePaper {
  constructor(private readonly database: Database) {}

  run(actor: Actor, caseId: string, note: PaperNote, expectedVersion?: number, answered?: Answered): Promise<void> {
    return this.database.transaction(actor, async (tx) => {
      await this.note(tx, actor, caseId, note, expectedVersion);
      await answered?.(tx);
    });
  }

  private async note(
    tx: Tx,
    actor: Actor,
    caseId: string,
    { kind, reason }: PaperNote,
    version?: number,
  ): Promise<void> {
    const record = await lockedCase(tx, caseId);
    if (!mayHandlePaper(actor, record)) throw notYours();
    requireVersion(record, version);
    if (record.stage !== 'paper') throw notOnPaper();
    if (kind === 'closed' && reason === undefined) throw reasonMissing();
    await tx.cases.change(caseId, kind === 'sent' ? { paperSentAt: tx.now } : { paperClosedAt: tx.now });
    await settle(tx, caseId, tx.now);
    await tx.audit.append({
      kind: kind === 'sent' ? 'case-paper-sent' : 'case-paper-closed',
      actorId: actor.personId,
      subjectId: caseId,
      payload: { unit: record.unit?.number ?? null, reason: reason ?? null },
      told: { trace: record.traceId },
    });
  }
}

const notYours = (): Refused =>
  new Refused('forbidden', 'no-power-over-paper', {
    de: 'Den Papierweg führt die Rechnungsstelle oder die zuständige Stelle. Es wurde nichts gespeichert. Bitte sagen Sie dort Bescheid.',
    en: 'The way on paper is kept by the invoice desk or the unit concerned. Nothing was stored. Tell them.',
  });

const notOnPaper = (): Refused =>
  new Refused('conflict', 'not-on-paper', {
    de: 'Dieser Vorgang ist nicht auf Papier: Die Stelle arbeitet in Belegfluss, oder er ist schon erledigt. Es wurde nichts gespeichert. Bitte sehen Sie sich den neuen Stand an.',
    en: 'This case is not on paper: the unit works in Belegfluss, or it is settled already. Nothing was stored. Look at the new state.',
  });

const reasonMissing = (): Refused =>
  new Refused('invalid', 'reason-missing', {
    de: 'Es fehlt der Grund. Der Vorgang bleibt auf Papier. Bitte nennen Sie kurz, wie er erledigt wurde, zum Beispiel mit der Nummer der Papieranordnung.',
    en: 'The reason is missing. The case stays on paper. Say briefly how it was settled, for example with the number of the paper order.',
  });
