import { type Sight } from '@libs/db';
import { type Announcement } from './watch-house';

/** Whether somebody who sees this much is told of a change: the same rule that the database holds for the rows themselves. */
export function hears(sight: Sight, { entity, kind, unit, left, seals, person }: Announcement): boolean {
  if (entity !== sight.entityId) return false;
  if (sight.reach === 'everything') return true;
  const sees = (id: string): boolean => sight.units.includes(id);
  // whoever saw it where it was is told once more, so that it leaves their screen
  const openToAll = sight.reach === 'unsealed' && left?.sealed === false;
  if (left && (openToAll || (left.unit !== null && sees(left.unit)))) return true;
  if (!seals.every(sees)) return false;
  if (sight.reach === 'unsealed') return true;
  if (kind === 'case') return unit ? sees(unit) : false;
  return kind === 'arrival' && person !== undefined && person === sight.personId;
}
