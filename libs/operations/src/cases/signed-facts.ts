import { type SignedFacts } from '@libs/approval';
import { amountText, isCreditNote } from '@libs/booking';
import { type CaseRecord } from '@libs/db';
import { type Decimal } from '@libs/money';
import { grossOf } from './coding';
import { dueOf } from './due';

type Signed = Pick<CaseRecord, 'gross' | 'currency' | 'seller' | 'invoiceNumber' | 'typeCode' | 'invoice'>;

export function signedFacts(record: Signed): SignedFacts {
  const gross = grossOf(record);
  const due = dueOf(record);
  const written = (amount: Decimal): string => `${amountText(amount).de} ${record.currency ?? ''}`.trim();
  return {
    gross: gross ? written(gross) : '–',
    ...(due && gross && !due.equals(gross) && { due: written(due) }),
    creditNote: isCreditNote(record.typeCode ?? ''),
    supplier: record.seller ?? '–',
    invoiceNumber: record.invoiceNumber ?? '–',
  };
}
