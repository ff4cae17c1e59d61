import { type Message } from '@libs/contracts';
import { parseLeitwegId } from '@libs/xrechnung';

/** What a rule needs to know of a unit. */
export type UnitPlace = {
  readonly id: string;
  readonly number: string;
  readonly leitwegId: string | null;
  readonly parentId: string | null;
};

export type UnitRefusal =
  'number-taken' | 'leitweg-id-invalid' | 'leitweg-id-taken' | 'parent-unknown' | 'unit-below-itself';

/** Why the unit may not stand in the tree like this, given all others as they will be. */
export function unitRefusal(unit: UnitPlace, others: readonly UnitPlace[]): UnitRefusal | undefined {
  if (others.some(({ number }) => number === unit.number)) return 'number-taken';
  if (unit.leitwegId !== null) {
    if (parseLeitwegId(unit.leitwegId)?.valid !== true) return 'leitweg-id-invalid';
    if (others.some(({ leitwegId }) => leitwegId === unit.leitwegId)) return 'leitweg-id-taken';
  }
  return placeRefusal(unit, others);
}

/** Up from the parent to the top: whoever meets themselves is below themselves. */
function placeRefusal(unit: UnitPlace, others: readonly UnitPlace[]): UnitRefusal | undefined {
  const byId = new Map(others.map((other) => [other.id, other]));
  const seen = new Set([unit.id]);
  for (let above = unit.parentId; above !== null; above = byId.get(above)?.parentId ?? null) {
    if (seen.has(above)) return 'unit-below-itself';
    if (!byId.has(above)) return 'parent-unknown';
    seen.add(above);
  }
  return undefined;
}

const texts: Record<UnitRefusal, Message> = {
  'number-taken': {
    de: 'Diese Nummer hat schon eine andere Stelle. Es wurde nichts gespeichert. Bitte wählen Sie eine andere Nummer.',
    en: 'Another unit has this number already. Nothing was stored. Choose another number.',
  },
  'leitweg-id-invalid': {
    de: 'Das ist keine Leitweg-ID, oder ihre Prüfziffern stimmen nicht. Es wurde nichts gespeichert. Bitte vergleichen Sie sie mit dem Bescheid der Vergabestelle.',
    en: 'This is no Leitweg-ID, or its check digits do not fit. Nothing was stored. Compare it with the letter of the office that issued it.',
  },
  'leitweg-id-taken': {
    de: 'Diese Leitweg-ID hat schon eine andere Stelle. Es wurde nichts gespeichert. Bitte prüfen Sie, welche Stelle sie bekommen soll.',
    en: 'Another unit has this Leitweg-ID already. Nothing was stored. Check which unit is to have it.',
  },
  'parent-unknown': {
    de: 'Die übergeordnete Stelle gibt es nicht. Es wurde nichts gespeichert. Bitte wählen Sie eine vorhandene Stelle.',
    en: 'The unit above does not exist. Nothing was stored. Choose a unit that is there.',
  },
  'unit-below-itself': {
    de: 'Die Stelle läge damit unter sich selbst. Es wurde nichts gespeichert. Bitte wählen Sie eine andere übergeordnete Stelle.',
    en: 'The unit would lie below itself. Nothing was stored. Choose another unit above it.',
  },
};

export const unitRefusalText = (refusal: UnitRefusal): Message => texts[refusal];
