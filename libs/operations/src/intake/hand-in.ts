import { type Role } from '@libs/contracts';
import { type Actor, hasRole } from '../actor';
import { Refused } from '../refusal';

/** Whoever works on invoices may hand one in, in whatever unit. */
const roles: readonly Role[] = ['clerk', 'certifier', 'orderer', 'finance'];

export function requireHandIn(actor: Actor): void {
  if (hasRole(actor, roles, null)) return;
  throw new Refused('forbidden', 'no-power-to-hand-in', {
    de: 'Hochladen dürfen die Rechnungsstelle, die Ämter und die Finanzbuchhaltung. Es wurde nichts angenommen. Bitte geben Sie den Beleg dorthin.',
    en: 'Uploading is for the invoice desk, the units and the finance office. Nothing was accepted. Hand the document to them.',
  });
}
