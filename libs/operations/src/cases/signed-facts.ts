import { type SignedFacts } from '@libs/approval';
import { type CaseRecord } from '@libs/db';
import { grossOf, moneyText } from './coding';

/** "1190.00" → "1.190,00" */
export function germanAmount(written: string): string {
  const [whole = '', decimals = ''] = written.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${written.startsWith('-') ? '-' : ''}${grouped}${decimals ? `,${decimals}` : ''}`;
}

export function signedFacts(record: Pick<CaseRecord, 'gross' | 'currency' | 'seller' | 'invoiceNumber'>): SignedFacts {
  const gross = grossOf(record);
  return {
    gross: gross ? `${germanAmount(moneyText(gross))} ${record.currency ?? ''}`.trim() : '–',
    supplier: record.seller ?? '–',
    invoiceNumber: record.invoiceNumber ?? '–',
  };
}
