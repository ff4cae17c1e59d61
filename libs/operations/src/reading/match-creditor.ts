import { type CaseRecord, type CreditorRow, type Tx } from '@libs/db';

export type MatchedCreditor = { readonly id: string; readonly basis: 'vat-id' | 'name' | 'collective' };

/**
 * The creditor of the seller: by VAT ID, else by exact name, else the account for one-off creditors. Two candidates are
 * none: a person chooses. The IBAN of an invoice is never used to find the payee, it is what a forger would change.
 */
export async function matchCreditor(tx: Tx, record: CaseRecord): Promise<MatchedCreditor | undefined> {
  const byVatId =
    record.sellerVatId === null ? undefined : only(await tx.masterData.creditorsByVatId(vatId(record.sellerVatId)));
  if (byVatId) return { id: byVatId.id, basis: 'vat-id' };
  const byName = record.seller === null ? undefined : only(await tx.masterData.creditorsByName(record.seller));
  if (byName) return { id: byName.id, basis: 'name' };
  const collective = await tx.masterData.collectiveCreditor();
  return collective ? { id: collective.id, basis: 'collective' } : undefined;
}

const only = (rows: readonly CreditorRow[]): CreditorRow | undefined => (rows.length === 1 ? rows[0] : undefined);

const vatId = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase();
