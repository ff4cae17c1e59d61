/**
 * What a transaction may see of an entity. Row-level security holds it: named first in the transaction, none named = no row.
 * `everything` is for the machine; `unsealed` sees all cases but those of sealed units; `own` those of `units` alone.
 */
export type Sight = {
  readonly entityId: string;
  readonly reach: 'everything' | 'unsealed' | 'own';
  /** Ids of units whose cases are seen beyond that, sealed ones as well. */
  readonly units: readonly string[];
  /** Sees what they handed in themselves. */
  readonly personId?: string;
};

/** Belegfluss itself: workers, mailboxes, folders. */
export const machineOf = (entityId: string): Sight => ({ entityId, reach: 'everything', units: [] });

/** No case at all: signing in, running the house. */
export const blindTo = (entityId: string): Sight => ({ entityId, reach: 'own', units: [] });

export const unitsText = (units: readonly string[]): string => `{${units.join(',')}}`;
