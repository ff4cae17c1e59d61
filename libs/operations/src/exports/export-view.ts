import { type Blocked, type Change } from '@libs/booking';
import {
  type BlockedCase,
  type ChangedValue,
  ChangedValue as ChangedValues,
  type ExportBatch,
  type ExportPosition,
  ExportTotals,
} from '@libs/contracts';
import { type CaseRecord, type ExportRecord } from '@libs/db';
import { type z } from 'zod';
import { isoDay } from '../berlin';
import { grossOf, moneyText } from '../cases/coding';
import { type Draft } from './draft-batch';
import { neutral } from './neutral';
import { owedOf } from './owed';

type PositionSource = Pick<
  CaseRecord,
  'id' | 'number' | 'seller' | 'invoiceNumber' | 'gross' | 'currency' | 'dueDate' | 'typeCode'
>;

export function positionView(record: PositionSource): ExportPosition {
  return {
    caseId: record.id,
    caseNumber: record.number,
    seller: record.seller,
    invoiceNumber: record.invoiceNumber,
    gross: moneyText(owedOf(record)),
    currency: record.currency ?? '',
    dueDate: isoDay(record.dueDate),
  };
}

export const totalsView = (totals: Draft['totals'], cases: number): ExportTotals => ({
  cases,
  rows: totals.rows,
  debit: totals.booked.toFixed(2),
  credit: totals.booked.toFixed(2),
  gross: moneyText(totals.owed),
  currency: 'EUR',
});

const numberOf = (caseId: string, cases: readonly CaseRecord[]): string =>
  cases.find((one) => one.id === caseId)?.number ?? '';

export const changeView = (change: Change, cases: readonly CaseRecord[]): z.infer<typeof ChangedValue> => ({
  caseId: change.caseId,
  caseNumber: numberOf(change.caseId, cases),
  field: change.field,
  from: change.from,
  to: change.to,
  why: change.message,
});

export function blockedView(one: Blocked, cases: readonly CaseRecord[]): z.infer<typeof BlockedCase> {
  const record = cases.find((each) => each.id === one.caseId);
  const gross = record ? grossOf(record) : undefined;
  return {
    caseId: one.caseId,
    caseNumber: record?.number ?? '',
    seller: record?.seller ?? null,
    gross: gross ? moneyText(gross) : null,
    code: one.code,
    message: one.message,
  };
}

/** A frozen batch changes once: when finance acknowledges it. */
export const versionOf = ({ acknowledgedAt }: Pick<ExportRecord, 'acknowledgedAt'>): number => (acknowledgedAt ? 2 : 1);

/** `names` holds the people who made or acknowledged the batch. */
export function batchView(record: ExportRecord, names: ReadonlyMap<string, string>): ExportBatch {
  const person = (id: string) => ({ id, name: names.get(id) ?? '–' });
  return {
    id: record.id,
    number: record.number,
    version: versionOf(record),
    profile: 'datev-extf',
    state: record.acknowledgedAt ? 'acknowledged' : 'handed-over',
    createdAt: record.createdAt.toISOString(),
    createdBy: person(record.createdById),
    acknowledgedAt: record.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: record.acknowledgedById === null ? null : person(record.acknowledgedById),
    totals: ExportTotals.parse(record.totals),
    files: record.files.map(({ name, sha256, size }) => ({ name, sha256, size: Number(size) })),
    positions: record.positions.map((position) => positionView(neutral(position.invoiceCase))),
    changes: ChangedValues.array().parse(record.changes),
  };
}
