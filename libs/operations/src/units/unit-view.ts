import { type Unit } from '@libs/contracts';
import { type UnitFacts, type UnitRow } from '@libs/db';

export const unitView = ({ id, number, name, leitwegId, parentId, live, sealed, version }: UnitRow): Unit => ({
  id,
  number,
  name,
  leitwegId,
  parentId,
  live,
  sealed,
  version,
});

/** A unit as it can be changed, and as the audit chain tells of it. */
export const unitFacts = ({ number, name, leitwegId, parentId, live, sealed }: UnitFacts): UnitFacts => ({
  number,
  name,
  leitwegId,
  parentId,
  live,
  sealed,
});
