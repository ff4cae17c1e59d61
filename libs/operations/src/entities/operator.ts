import { type Tx } from '@libs/db';
import { type Actor, hasRole } from '../actor';
import { Refused } from '../refusal';

/** The role counts in the house of the operator alone: an administrator of a town who gives it to somebody gives nothing. */
export async function requireOperator(tx: Tx, actor: Actor): Promise<void> {
  if (hasRole(actor, ['operator'], null) && (await tx.masterData.entity())?.operates) return;
  throw new Refused('forbidden', 'no-power-to-operate', {
    de: 'Mandanten sieht und gründet nur der Betrieb des Rechenzentrums. Es wurde nichts getan. Bitte wenden Sie sich dorthin.',
    en: 'Only the operation of the data centre sees and founds entities. Nothing was done. Turn there.',
  });
}
