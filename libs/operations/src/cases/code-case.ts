import { codingProblems } from '@libs/booking';
import { type CodingLine, type NewCoding } from '@libs/contracts';
import { type CaseRecord, Database, type Tx } from '@libs/db';
import { canonicalJson } from '@libs/approval';
import { Decimal } from '@libs/money';
import { Injectable } from '@nestjs/common';
import { type Actor, hasRole } from '../actor';
import { notFound, Refused } from '../refusal';
import { codingOf, grossOf, moneyText, sumOf } from './coding';
import { lockedCase, requireOpen, requireVersion } from './locked-case';
import { renew } from './settle';

const nothingToCode = () =>
  new Refused('conflict', 'nothing-to-code', {
    de: 'Zu diesem Vorgang ist keine Rechnung gelesen, deshalb gibt es keinen Betrag zu kontieren. Bitte klären Sie erst den Beleg.',
    en: 'No invoice has been read for this case, so there is no amount to code. Settle the document first.',
  });

export const mayCode = (actor: Actor, record: Pick<CaseRecord, 'unitId'>): boolean =>
  hasRole(actor, ['clerk'], record.unitId) || hasRole(actor, ['certifier'], record.unitId);

/** Kontierung: spreads the gross amount over accounts. Certificates and orders over an earlier coding no longer count. */
@Injectable()
export class CodeCase {
  constructor(private readonly database: Database) {}

  /** `expectedVersion` is the version that the person saw, if they said so. */
  run(actor: Actor, caseId: string, coding: NewCoding, expectedVersion?: number): Promise<void> {
    return this.database.transaction(actor, async (tx) => {
      const record = await lockedCase(tx, caseId);
      requireRight(actor, record);
      requireOpen(record);
      requireVersion(record, expectedVersion);
      requireSum(record, coding.lines);
      const creditor = await chosenCreditor(tx, coding.creditor);

      if (isSame(record, coding)) return;
      await tx.cases.change(caseId, {
        coding: coding.lines,
        codingSum: sumOf(coding.lines).written,
        ...(creditor === undefined || creditor === record.creditorId
          ? {}
          : { creditorId: creditor, creditorBasis: 'chosen' }),
      });
      await renew(tx, caseId, tx.now);
      await tx.audit.append({
        kind: 'case-coded',
        actorId: actor.personId,
        subjectId: caseId,
        payload: {
          before: codingOf(record),
          lines: coding.lines,
          creditor: creditor ?? record.creditorId,
          sum: moneyText(sumOf(coding.lines)),
          count: String(coding.lines.length),
        },
        told: { trace: record.traceId, lines: coding.lines.length },
      });
    });
  }
}

function requireRight(actor: Actor, record: CaseRecord): void {
  if (mayCode(actor, record)) return;
  throw new Refused('forbidden', 'no-power-to-code', {
    de: 'Kontieren dürfen die Rechnungsstelle und das zuständige Amt. Es wurde nichts gespeichert. Bitte wenden Sie sich an die Rechnungsstelle.',
    en: 'Coding is for the invoice desk and the unit concerned. Nothing was stored. Turn to the invoice desk.',
  });
}

function requireSum(record: CaseRecord, lines: readonly CodingLine[]): void {
  const gross = grossOf(record);
  if (!gross) throw nothingToCode();
  const [problem] = codingProblems(
    gross,
    lines.map(({ account, amount }) => ({ account, amount: Decimal.of(amount) })),
  );
  if (problem) throw new Refused('invalid', problem.code, problem.message, { line: problem.line ?? null });
}

async function chosenCreditor(tx: Tx, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined;
  const creditor = await tx.masterData.creditor(id);
  if (!creditor) throw notFound({ de: 'Diesen Kreditor', en: 'This creditor' });
  return creditor.id;
}

/** Saving the same again changes nothing: the acts over it go on to count. */
const isSame = (record: CaseRecord, { lines, creditor }: NewCoding): boolean =>
  canonicalJson(plain(codingOf(record))) === canonicalJson(plain(lines)) &&
  (creditor === undefined || creditor === record.creditorId);

/** Without absent fields, which have no canonical form. */
const plain = (lines: readonly CodingLine[]): unknown =>
  lines.map((line) => Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined)));
