import { type ExtfBatch, extfBatch, type ExtfFile, type OpenItem, type OrderedCase } from '@libs/booking';
import { type CaseRecord } from '@libs/db';
import { Decimal } from '@libs/money';
import { isoDay } from '../berlin';
import { codingOf, grossOf } from '../cases/coding';
import { dueOf } from '../cases/due';
import { owedOf } from './owed';
import { type EntitySettings } from '../administration/entity-settings';
import { clientSettings, fiscalYearOf } from './client-settings';

export type Draft = {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** The cases in the files, in the order of their ids. */
  readonly included: readonly CaseRecord[];
  /** By case: under which account and number it stands in the books. */
  readonly openItems: ReadonlyMap<string, OpenItem>;
  readonly changes: ExtfFile['changes'];
  readonly blocked: ExtfFile['blocked'];
  readonly totals: {
    readonly rows: number;
    /** Every row stands on both sides: the sum of Soll, and of Haben. */
    readonly booked: Decimal;
    /** What the invoices, less the credit notes, add up to. */
    readonly owed: Decimal;
  };
};

export type DraftRequest = {
  readonly cases: readonly CaseRecord[];
  readonly settings: EntitySettings;
  /** "2026-001" */
  readonly number: string;
  readonly now: Date;
  /** Open items of earlier batches that still count. */
  readonly earlier: readonly OpenItem[];
};

/**
 * Writes the ordered cases as EXTF Buchungsstapel, one file for each fiscal year: the format holds the year of a booking
 * only in its header. The same cases, number and moment give the same bytes.
 */
export function draftBatch({ cases, settings, number, now, earlier }: DraftRequest): Draft {
  const years = Map.groupBy(cases, (one) =>
    fiscalYearOf(isoDay(one.issueDate) ?? isoDay(now) ?? '', settings.datev.fiscalYearBegins),
  );
  const taken = [...earlier];
  const batches: { fiscalYear: string; batch: ExtfBatch }[] = [];
  for (const [fiscalYear, members] of [...years.entries()].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const batch = extfBatch({
      settings: clientSettings(settings, fiscalYear),
      cases: members.map(orderedCase),
      createdAt: stamp(now),
      designation: `Belegfluss ${number}`,
      batchNumber: number,
      earlier: taken,
    });
    batches.push({ fiscalYear, batch });
    if (batch.kind === 'file') taken.push(...openItemsOf(batch, cases).values());
  }
  const files = batches.flatMap(({ batch, fiscalYear }) => (batch.kind === 'file' ? [{ batch, fiscalYear }] : []));
  const held = new Set(batches.flatMap(({ batch }) => batch.blocked.map((one) => one.caseId)));
  const problems = batches.flatMap(({ batch }) =>
    batch.kind === 'refused' && batch.blocked.length === 0 ? batch.problems : [],
  );
  if (problems[0]) throw new SettingsRefused(problems[0]);

  const included = files.length === 0 ? [] : cases.filter((one) => !held.has(one.id));
  return {
    files: files.map(({ batch, fiscalYear }) => ({
      name: files.length > 1 ? batch.fileName.replace(/\.csv$/, `_WJ${fiscalYear.slice(0, 4)}.csv`) : batch.fileName,
      bytes: batch.bytes,
    })),
    included,
    openItems: new Map(files.flatMap(({ batch }) => [...openItemsOf(batch, cases)])),
    changes: files.flatMap(({ batch }) => batch.changes),
    blocked: batches.flatMap(({ batch }) => batch.blocked),
    totals: {
      rows: files.reduce((sum, { batch }) => sum + batch.totals.rows, 0),
      booked: Decimal.sum(files.flatMap(({ batch }) => batch.rows.map((row) => row.amount))),
      owed: Decimal.sum(included.map(owedOf)),
    },
  };
}

function openItemsOf({ rows }: ExtfFile, cases: readonly CaseRecord[]): Map<string, OpenItem> {
  const sellers = new Map(cases.map((one) => [one.id, one.seller ?? '']));
  return new Map(
    rows.map(({ caseId, account, documentField1 }) => [
      caseId,
      { account, documentField1, sellerName: sellers.get(caseId) ?? '' },
    ]),
  );
}

/** The client numbers of the entity do not fit the format: no case is to blame, an administrator is needed. */
export class SettingsRefused extends Error {
  constructor(readonly text: { readonly de: string; readonly en: string }) {
    super(text.en);
  }
}

function orderedCase(record: CaseRecord): OrderedCase {
  const dueDate = isoDay(record.dueDate);
  const due = dueOf(record);
  return {
    caseId: record.id,
    invoiceNumber: record.invoiceNumber ?? '',
    typeCode: record.typeCode ?? '',
    issueDate: isoDay(record.issueDate) ?? '',
    ...(dueDate === null ? {} : { dueDate }),
    currency: record.currency ?? '',
    gross: grossOf(record) ?? Decimal.zero,
    ...(due ? { due } : {}),
    sellerName: record.seller ?? '',
    ...(record.creditor ? { creditor: record.creditor.account, sharedCreditor: record.creditor.collective } : {}),
    coding: codingOf(record).map(({ account, amount, taxKey, costCentre, costObject, text }) => ({
      account,
      amount: Decimal.of(amount),
      ...(taxKey === undefined ? {} : { taxKey }),
      ...(costCentre === undefined ? {} : { costCentre }),
      ...(costObject === undefined ? {} : { costObject }),
      ...(text === undefined ? {} : { text }),
    })),
  };
}

/** YYYYMMDDHHMMSSFFF in Berlin time, as the header wants it. */
function stamp(now: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Berlin',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(now);
  return `${parts.replace(/\D/g, '')}${String(now.getUTCMilliseconds()).padStart(3, '0')}`;
}
