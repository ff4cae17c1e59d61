import { type Actor } from '../actor';

/** Whether the person certifies or orders in this very unit, not by way of one above it. */
export const belongsTo = (actor: Pick<Actor, 'roles'>, unitId: string): boolean =>
  actor.roles.some(({ role, unit }) => (role === 'certifier' || role === 'orderer') && unit?.id === unitId);
