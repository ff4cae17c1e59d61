import { type Tx } from '@libs/db';

/** Whether a person has or will have a power that one administrator alone may not give: over others, or over sealed cases. */
export async function holdsPower(tx: Tx, personId: string): Promise<boolean> {
  const grants = await tx.roleGrants.page({ person: personId, limit: 500 });
  return grants.some(
    ({ state, role, unit }) =>
      state !== 'past' && (role === 'administrator' || role === 'operator' || unit?.sealed === true),
  );
}
