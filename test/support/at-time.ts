import { type Database, type Tx } from '@libs/db';

/** The same database, whose clock stands still: for files that carry the time at which they were made. */
export function atTime(database: Database, now: Date): Database {
  const still = (tx: Tx): Tx => Object.assign(Object.create(tx) as Tx, { now });
  const transaction: Database['transaction'] = (entityId, work, options) =>
    database.transaction(entityId, (tx) => work(still(tx)), options);
  return Object.assign(Object.create(database) as Database, { transaction });
}
