import { type Tx } from '@libs/db';
import { Refused } from '../refusal';

/**
 * Makes a change after which somebody must still administer the entity: today, and, where that was so before, with no end in sight.
 * Refused inside the transaction, it never happened.
 */
export async function keepAnAdministrator(tx: Tx, change: () => Promise<void>): Promise<void> {
  const before = await tx.roleGrants.administrators();
  await change();
  const after = await tx.roleGrants.administrators();
  const wereLasting = before.some(({ lasting }) => lasting);
  if (after.length > 0 && (!wereLasting || after.some(({ lasting }) => lasting))) return;
  throw new Refused('conflict', 'last-administrator', {
    de: 'Danach wäre niemand mehr da, der diesen Mandanten verwaltet. Es wurde nichts geändert. Bitte geben Sie zuerst einer weiteren Person die Rolle Administration und lassen Sie sie bestätigen.',
    en: 'Nobody would be left to administer this entity. Nothing was changed. First give another person the role of administrator and have it confirmed.',
  });
}
