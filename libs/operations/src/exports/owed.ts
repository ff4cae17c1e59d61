import { isCreditNote } from '@libs/booking';
import { type CaseRecord } from '@libs/db';
import { Decimal } from '@libs/money';
import { grossOf } from '../cases/coding';

/** What the invoice adds to what is owed: a credit note takes from it. */
export function owedOf(record: Pick<CaseRecord, 'gross' | 'typeCode'>): Decimal {
  const gross = grossOf(record) ?? Decimal.zero;
  return isCreditNote(record.typeCode ?? '') ? gross.negated() : gross;
}
