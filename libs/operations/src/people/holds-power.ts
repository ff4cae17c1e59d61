import { type Tx } from '@libs/db';

/** Whether a person has or will have a power that one administrator alone may not give: over others, or over sealed cases. */
export const holdsPower = (tx: Tx, personId: string): Promise<boolean> => tx.roleGrants.holdsPower(personId);
