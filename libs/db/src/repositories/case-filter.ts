import { Prisma } from '../generated/client';

/** Cases in these stages; in these units only (undefined: in all); without those that this person certified. */
export type CaseScope = {
  readonly stages: readonly string[] | undefined;
  readonly units?: readonly string[] | undefined;
  readonly notCertifiedBy?: string;
  /** Without those that were printed and sent. */
  readonly unsent?: boolean;
};

/** A case is listed when any scope holds it and the fragment occurs in it. */
export type CaseFilter = {
  readonly scopes: readonly CaseScope[];
  readonly fragment?: string | undefined;
  /** The fragment read as an amount, if it is one. */
  readonly amount?: string | undefined;
};

const inScope = ({ stages, units, notCertifiedBy, unsent }: CaseScope): Prisma.Sql => {
  const parts = [Prisma.sql`true`];
  if (stages) parts.push(Prisma.sql`c.stage = ANY (${[...stages]}::text[])`);
  if (units) parts.push(Prisma.sql`c.unit_id = ANY (${[...units]}::uuid[])`);
  if (notCertifiedBy !== undefined) {
    parts.push(Prisma.sql`NOT EXISTS (SELECT 1 FROM act a WHERE a.entity_id = c.entity_id AND a.case_id = c.id
      AND a.kind = 'certify' AND a.person_id = ${notCertifiedBy}::uuid)`);
  }
  if (unsent) parts.push(Prisma.sql`c.paper_sent_at IS NULL`);
  return Prisma.join(parts, ' AND ', '(', ')');
};

/** LIKE reads \, % and _ as its own: escaped, they are ordinary characters. Prisma's `contains` does not escape them. */
export const literal = (fragment: string): string => fragment.replace(/[\\%_]/g, '\\$&');

/** Through the door that filters by itself and may use the indexes of fragments. */
const matches = ({ fragment, amount }: CaseFilter): Prisma.Sql =>
  fragment
    ? Prisma.sql`c.id IN (SELECT f.id FROM find_cases(${fragment}, ${amount ?? null}::numeric) f)`
    : Prisma.sql`true`;

/** The condition over `invoice_case c`. No scope at all lists nothing. */
export function whereCases(filter: CaseFilter): Prisma.Sql {
  if (filter.scopes.length === 0) return Prisma.sql`false`;
  return Prisma.sql`${Prisma.join(filter.scopes.map(inScope), ' OR ', '(', ')')} AND ${matches(filter)}`;
}
