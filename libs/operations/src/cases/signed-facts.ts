import { type SignedFacts } from '@libs/approval';
import { isCreditNote } from '@libs/booking';
import { type CaseRecord } from '@libs/db';
import { type Decimal } from '@libs/money';
import { grossOf, moneyText } from './coding';
import { dueOf } from './due';

/** "1190.00" → "1.190,00" */
export function germanAmount(written: string): string {
  const [whole = '', decimals = ''] = written.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${written.startsWith('-') ? '-' : ''}${grouped}${decimals ? `,${decimals}` : ''}`;
}

type Signed = Pick<CaseRecord, 'gross' | 'currency' | 'seller' | 'invoiceNumber' | 'typeCode' | 'invoice'>;

export function signedFacts(record: Signed): SignedFacts {
  const gross = grossOf(record);
  const due = dueOf(record);
  const written = (amount: Decimal): string => `${germanAmount(moneyText(amount))} ${record.currency ?? ''}`.trim();
  return {
    gross: gross ? written(gross) : '–',
    ...(due && gross && !due.equals(gross) && { due: written(due) }),
    creditNote: isCreditNote(record.typeCode ?? ''),
    supplier: record.seller ?? '–',
    invoiceNumber: record.invoiceNumber ?? '–',
  };
}
