import { type Invariant, type Violations } from './checker';
import { type Town } from './town';

/** Damage to the tables that the judge must find: where, what it is, how it is done, what is told. */
export type Planted = readonly [invariant: Invariant, what: string, statements: readonly string[], told: RegExp];

/** What is found while this damage stands; afterwards it is as if nothing had been. */
export async function withDamage(town: Town, statements: readonly string[]): Promise<Violations> {
  await town.client.query('BEGIN');
  try {
    await town.client.query('SET LOCAL session_replication_role = replica'); // foreign keys would refuse some of it
    for (const statement of statements) await town.client.query(statement);
    return await town.judged();
  } finally {
    await town.client.query('ROLLBACK');
  }
}

export const caseOf = (number: string): string => `(SELECT id FROM invoice_case WHERE invoice_number = 'P-${number}')`;
export const arrivalOf = (number: string): string =>
  `(SELECT arrival_id FROM document WHERE case_id = ${caseOf(number)})`;
export const personOf = (login: string): string =>
  `(SELECT id FROM person WHERE email = '${login}@musterstadt.example')`;
export const renumber = (table: string, from: string): string =>
  `UPDATE ${table} SET number = '${from}-99999' WHERE id = (SELECT max(id::text)::uuid FROM ${table} WHERE number ~ '^${from}[^/]*$')`;
