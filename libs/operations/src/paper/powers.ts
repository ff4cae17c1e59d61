import { type CaseRecord } from '@libs/db';
import { type Actor, hasRole } from '../actor';

/** The desk, and the unit itself where it has people here: of a sealed unit nobody else. */
export const mayHandlePaper = (actor: Actor, { unitId }: Pick<CaseRecord, 'unitId'>): boolean =>
  unitId !== null && hasRole(actor, ['clerk', 'certifier'], unitId);
