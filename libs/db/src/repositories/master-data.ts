import { type Prisma } from '../generated/client';
import { type Client } from '../client';
import { literal } from './case-filter';

export type CreditorRow = Prisma.CreditorGetPayload<object>;
export type UnitRow = Prisma.UnitGetPayload<object>;
export type BudgetLineRow = Prisma.BudgetLineGetPayload<object>;

/** Entity, units, budget lines, creditors. */
export class MasterDataRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  entity(): Promise<Prisma.EntityGetPayload<object> | null> {
    return this.client.entity.findUnique({ where: { id: this.entityId } });
  }

  units(): Promise<UnitRow[]> {
    return this.client.unit.findMany({ where: { entityId: this.entityId }, orderBy: { number: 'asc' } });
  }

  unit(id: string): Promise<UnitRow | null> {
    return this.client.unit.findUnique({ where: { entityId_id: { entityId: this.entityId, id } } });
  }

  /** The unit under a row lock that also holds up whoever gives it a case. */
  async lockUnit(id: string): Promise<UnitRow | null> {
    await this.client.$executeRaw`
      SELECT 1 FROM unit WHERE entity_id = ${this.entityId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.unit(id);
  }

  async setLive(id: string, live: boolean): Promise<void> {
    await this.client.unit.update({ where: { entityId_id: { entityId: this.entityId, id } }, data: { live } });
  }

  unitByLeitwegId(leitwegId: string): Promise<UnitRow | null> {
    return this.client.unit.findUnique({ where: { entityId_leitwegId: { entityId: this.entityId, leitwegId } } });
  }

  creditor(id: string): Promise<CreditorRow | null> {
    return this.client.creditor.findUnique({ where: { entityId_id: { entityId: this.entityId, id } } });
  }

  creditorsByVatId(vatId: string): Promise<CreditorRow[]> {
    return this.client.creditor.findMany({ where: { entityId: this.entityId, vatId }, take: 2 });
  }

  /** Prisma asks with ILIKE: unescaped, a foreign seller called "Elektro%" would be given somebody's account. */
  creditorsByName(name: string): Promise<CreditorRow[]> {
    return this.client.creditor.findMany({
      where: { entityId: this.entityId, name: { equals: literal(name), mode: 'insensitive' }, collective: false },
      take: 2,
    });
  }

  collectiveCreditor(): Promise<CreditorRow | null> {
    return this.client.creditor.findFirst({ where: { entityId: this.entityId, collective: true } });
  }

  searchCreditors(fragment: string | undefined, limit: number): Promise<CreditorRow[]> {
    const matches = fragment
      ? {
          OR: [
            { name: { contains: literal(fragment), mode: 'insensitive' as const } },
            { account: { startsWith: literal(fragment) } },
            { vatId: { startsWith: literal(fragment.toUpperCase()) } },
          ],
        }
      : {};
    return this.client.creditor.findMany({
      where: { entityId: this.entityId, ...matches },
      orderBy: { name: 'asc' },
      take: limit,
    });
  }

  budgetLines(): Promise<BudgetLineRow[]> {
    return this.client.budgetLine.findMany({
      where: { entityId: this.entityId },
      orderBy: [{ fiscalYear: 'desc' }, { product: 'asc' }, { account: 'asc' }],
    });
  }

  /** What the coding lines of cases that were not returned take from each product, account and cost centre, by year of the invoice. */
  budgetUse(): Promise<{ year: number; product: string; account: string; costCentre: string; used: string }[]> {
    return this.client.$queryRaw`
      SELECT extract(year FROM coalesce(c.issue_date, c.received_at))::int AS year,
             coalesce(l ->> 'product', '') AS product, l ->> 'account' AS account,
             coalesce(l ->> 'costCentre', '') AS "costCentre", sum((l ->> 'amount')::numeric)::text AS used
      FROM invoice_case c CROSS JOIN LATERAL jsonb_array_elements(c.coding) AS l
      WHERE c.entity_id = ${this.entityId}::uuid AND c.stage <> 'returned'
      GROUP BY 1, 2, 3, 4`;
  }
}
