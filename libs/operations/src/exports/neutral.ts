import { type CaseRecord } from '@libs/db';
import { codingOf } from '../cases/coding';

type Told = Pick<CaseRecord, 'number' | 'seal' | 'seller' | 'invoiceNumber'> & {
  readonly unit: { readonly number: string } | null;
};

/** What finance and its files are told of a sealed case: amount, account, dates, and a text that names nobody. */
export function neutral<T extends Told>(record: T): T {
  if (record.seal === null) return record;
  return { ...record, seller: neutralText(record), invoiceNumber: record.number };
}

/** The same for what is booked: words of the unit stay with the unit. */
export const neutralCase = (record: CaseRecord): CaseRecord =>
  record.seal === null ? record : { ...neutral(record), coding: codingOf(record).map(({ text: _, ...line }) => line) };

const neutralText = ({ number, unit }: Told): string => `Stelle ${unit?.number ?? '–'}, ${number}`;
