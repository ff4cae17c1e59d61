import { type Message, type Role } from '@libs/contracts';
import { Refused } from '../refusal';

/** Whose place a role is: the whole house, a sealed unit, any unit. */
export type Place = { readonly number: string; readonly sealed: boolean } | null;
export type Holder = 'person' | 'group';

/** Powers over powers: they count after a second administrator. */
const overOthers: ReadonlySet<Role> = new Set(['administrator', 'operator']);
/** Roles that make no sense in a single unit. */
const ofTheHouse: ReadonlySet<Role> = new Set(['finance', 'cashier', 'administrator', 'operator']);
/** Who belongs to a sealed unit. Everybody else looks in by leave of its people, for a time. */
const ofASealedUnit: ReadonlySet<string> = new Set<Role>(['clerk', 'certifier', 'orderer']);

export type RoleRefusal =
  'role-of-the-house' | 'role-for-persons' | 'no-operator-here' | 'insight-by-unit' | 'sealed-for-persons';

/** Why an administrator may not give this role at this place, whoever gets it. */
export function roleRefusal(role: Role, place: Place, holder: Holder, operates: boolean): RoleRefusal | undefined {
  if (ofTheHouse.has(role) && place !== null) return 'role-of-the-house';
  if (role === 'operator' && !operates) return 'no-operator-here';
  if (overOthers.has(role) && holder === 'group') return 'role-for-persons';
  if (!place?.sealed) return undefined;
  if (!ofASealedUnit.has(role)) return 'insight-by-unit';
  return holder === 'group' ? 'sealed-for-persons' : undefined;
}

/** Whether a second administrator must confirm before it counts. */
export const needsSecond = (role: Role, place: Place): boolean => overOthers.has(role) || place?.sealed === true;

/** Whether somebody who is not of the unit holds this role there: it ends when the unit is sealed. */
export const isStranger = (role: string): boolean => !ofASealedUnit.has(role);

const texts: Record<RoleRefusal, Message> = {
  'role-of-the-house': {
    de: 'Finanzbuchhaltung, Zahlungsabwicklung, Administration und Betrieb gelten im ganzen Mandanten, nicht in einer Stelle. Es wurde nichts vergeben. Bitte lassen Sie die Stelle leer.',
    en: 'Finance, cash office, administration and operation hold in the whole entity, not in one unit. Nothing was given. Leave the unit empty.',
  },
  'role-for-persons': {
    de: 'Administration und Betrieb bekommen nur einzelne Personen, keine Gruppen: Jede Vergabe wird einzeln bestätigt. Es wurde nichts vergeben. Bitte wählen Sie eine Person.',
    en: 'Administration and operation are given to persons, not to groups: each is confirmed singly. Nothing was given. Choose a person.',
  },
  'no-operator-here': {
    de: 'Die Rolle Betrieb gibt es nur im Mandanten des Betreibers. Es wurde nichts vergeben. Bitte wählen Sie eine andere Rolle.',
    en: 'The role of operator exists in the operator’s own entity only. Nothing was given. Choose another role.',
  },
  'insight-by-unit': {
    de: 'In eine versiegelte Stelle lassen nur ihre eigenen Leute jemanden blicken, auf Zeit. Es wurde nichts vergeben. Bitte wenden Sie sich an die Leitung der Stelle.',
    en: 'Only the people of a sealed unit let somebody look in, for a time. Nothing was given. Turn to the head of the unit.',
  },
  'sealed-for-persons': {
    de: 'In einer versiegelten Stelle bekommen nur einzelne Personen eine Rolle, keine Gruppen: Jede Vergabe wird einzeln bestätigt. Es wurde nichts vergeben. Bitte wählen Sie eine Person.',
    en: 'In a sealed unit roles are given to persons, not to groups: each is confirmed singly. Nothing was given. Choose a person.',
  },
};

export const roleRefusalText = (refusal: RoleRefusal): Message => texts[refusal];

export function requireFittingRole(role: Role, place: Place, holder: Holder, operates: boolean): void {
  const refusal = roleRefusal(role, place, holder, operates);
  if (refusal) throw new Refused('conflict', refusal, texts[refusal]);
}

export const ownRoles = (): Refused =>
  new Refused('conflict', 'own-roles', {
    de: 'Die eigenen Rollen ändert niemand selbst, auch nicht über eine Gruppe oder Stelle. Es wurde nichts geändert. Bitte lassen Sie das eine zweite Administratorin oder einen zweiten Administrator tun.',
    en: 'Nobody changes their own roles, by way of a group or unit neither. Nothing was changed. Have a second administrator do it.',
  });
