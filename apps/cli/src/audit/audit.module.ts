import { Database } from '@libs/db';
import { type ChainState, VerifyAudit } from '@libs/operations';

/** Wires the use case to its database and lets go of it afterwards. */
export async function verifyChains(ownerUrl: string, entityIds: readonly string[]): Promise<readonly ChainState[]> {
  const database = new Database({ url: ownerUrl, maxConnections: 2 });
  const verifyAudit = new VerifyAudit(database);
  try {
    const states: ChainState[] = [];
    for (const entityId of entityIds) states.push(await verifyAudit.run(entityId));
    return states;
  } finally {
    await database.close();
  }
}
