import { Prisma } from '../generated/client';
import { type Client } from '../client';
import { type CaseFilter, whereCases } from './case-filter';

const withEverything = {
  unit: true,
  creditor: true,
  documents: {
    include: { arrival: { select: { outcome: true } }, file: { select: { damagedAt: true } } },
    orderBy: { id: 'asc' },
  },
  invoice: true,
  report: true,
  acts: { include: { person: { select: { id: true, name: true } } }, orderBy: { seq: 'asc' } },
  positions: { include: { batch: true }, where: { live: true } },
} as const satisfies Prisma.InvoiceCaseInclude;

const forList = { unit: true } as const satisfies Prisma.InvoiceCaseInclude;

export type CaseRecord = Prisma.InvoiceCaseGetPayload<{ include: typeof withEverything }>;
export type CaseListRow = Prisma.InvoiceCaseGetPayload<{ include: typeof forList }>;
export type SealedRow = Prisma.InvoiceCaseGetPayload<{ include: { unit: true; creditor: true } }>;
export type CaseChange = Omit<Prisma.InvoiceCaseUncheckedUpdateInput, 'entityId' | 'id' | 'version'>;
export type NewCase = Omit<Prisma.InvoiceCaseUncheckedCreateInput, 'entityId'>;
export type NewActRow = Omit<Prisma.ActUncheckedCreateInput, 'entityId'>;
export type ActRow = CaseRecord['acts'][number];

/** Where the next page of the list begins: due date (or the far future) and id of the last row shown. */
export type ListPosition = { readonly due: string; readonly id: string };

const NEVER = '9999-12-31';

export class CaseRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  async add(row: NewCase): Promise<void> {
    await this.client.invoiceCase.create({ data: { ...row, entityId: this.entityId } });
  }

  find(id: string): Promise<CaseRecord | null> {
    return this.client.invoiceCase.findUnique({ where: this.key(id), include: withEverything });
  }

  /** Number and unit of a case that lies with a sealed unit. */
  async sealed(
    id: string,
  ): Promise<{ id: string; number: string; unit: { id: string; number: string; name: string } } | null> {
    const row = await this.client.invoiceCase.findFirst({
      where: { entityId: this.entityId, id, seal: { not: null } },
      select: { id: true, number: true, unit: { select: { id: true, number: true, name: true } } },
    });
    return row?.unit ? { id: row.id, number: row.number, unit: row.unit } : null;
  }

  /** The case under a row lock: whoever changes it waits for the other. */
  async lock(id: string): Promise<CaseRecord | null> {
    await this.client.$executeRaw`
      SELECT 1 FROM invoice_case WHERE entity_id = ${this.entityId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.find(id);
  }

  /** Locks all cases of a unit but those in these stages, in the order of their ids. */
  async lockInUnit(unitId: string, without: readonly string[]): Promise<string[]> {
    const rows = await this.client.$queryRaw<{ id: string }[]>`
      SELECT id FROM invoice_case
      WHERE entity_id = ${this.entityId}::uuid AND unit_id = ${unitId}::uuid AND stage <> ALL (${[...without]}::text[])
      ORDER BY id FOR UPDATE`;
    return rows.map((row) => row.id);
  }

  /** Writes the derived stage of many cases at once. */
  async moveTo(stage: string, ids: readonly string[], now: Date): Promise<void> {
    await this.client.$executeRaw`
      UPDATE invoice_case SET stage = ${stage}, stage_since = ${now}::timestamptz, version = version + 1
      WHERE entity_id = ${this.entityId}::uuid AND id = ANY (${[...ids]}::uuid[])`;
  }

  /** A page of the cases of sealed units other than these, the newest first. */
  sealedPage(without: readonly string[], before: string | undefined, limit: number): Promise<SealedRow[]> {
    const seal = { not: null, notIn: [...without] };
    return this.client.invoiceCase.findMany({
      where: { entityId: this.entityId, seal, ...(before === undefined ? {} : { id: { lt: before } }) },
      include: { unit: true, creditor: true },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** Locks cases in the order of their ids, so that two exports cannot wait for each other. */
  async lockInStage(stage: string): Promise<string[]> {
    const rows = await this.client.$queryRaw<{ id: string }[]>`
      SELECT id FROM invoice_case WHERE entity_id = ${this.entityId}::uuid AND stage = ${stage} ORDER BY id FOR UPDATE`;
    return rows.map((row) => row.id);
  }

  async idsInStage(stage: string): Promise<string[]> {
    const rows = await this.client.invoiceCase.findMany({
      where: { entityId: this.entityId, stage },
      select: { id: true },
    });
    return rows.map((row) => row.id);
  }

  many(ids: readonly string[]): Promise<CaseRecord[]> {
    return this.client.invoiceCase.findMany({
      where: { entityId: this.entityId, id: { in: [...ids] } },
      include: withEverything,
      orderBy: { id: 'asc' },
    });
  }

  /** Stores a change; the version grows with each. */
  async change(id: string, data: CaseChange): Promise<void> {
    await this.client.invoiceCase.update({ where: this.key(id), data: { ...data, version: { increment: 1 } } });
  }

  async storeInvoice(
    caseId: string,
    syntax: string,
    profile: string | null,
    model: Prisma.InputJsonValue,
  ): Promise<void> {
    const data = { syntax, profile, model };
    await this.client.invoice.upsert({
      where: { entityId_caseId: { entityId: this.entityId, caseId } },
      create: { entityId: this.entityId, caseId, ...data },
      update: data,
    });
  }

  async storeReport(
    caseId: string,
    report: { usable: string; policy: Prisma.InputJsonValue; report: Prisma.InputJsonValue; checkedAt: Date },
  ): Promise<void> {
    await this.client.checkReport.upsert({
      where: { entityId_caseId: { entityId: this.entityId, caseId } },
      create: { entityId: this.entityId, caseId, ...report },
      update: report,
    });
  }

  async addAct(act: NewActRow): Promise<void> {
    await this.client.act.create({ data: { ...act, entityId: this.entityId } });
  }

  /** A page of the worklist, next due first. */
  async page(filter: CaseFilter, after: ListPosition | undefined, limit: number): Promise<CaseListRow[]> {
    const beyond = after
      ? Prisma.sql`AND (coalesce(c.due_date, ${NEVER}::date), c.id) > (${after.due}::date, ${after.id}::uuid)`
      : Prisma.empty;
    const ids = await this.client.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM invoice_case c
      WHERE c.entity_id = ${this.entityId}::uuid AND ${whereCases(filter)} ${beyond}
      ORDER BY coalesce(c.due_date, ${NEVER}::date), c.id LIMIT ${limit}`;
    const rows = await this.client.invoiceCase.findMany({
      where: { entityId: this.entityId, id: { in: ids.map((row) => row.id) } },
      include: forList,
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap(({ id }) => byId.get(id) ?? []);
  }

  /** Where the page after `row` begins. */
  static positionOf(row: CaseListRow): ListPosition {
    return { due: row.dueDate?.toISOString().slice(0, 10) ?? NEVER, id: row.id };
  }

  async count(filter: CaseFilter): Promise<number> {
    const rows = await this.client.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM invoice_case c WHERE c.entity_id = ${this.entityId}::uuid AND ${whereCases(filter)}`;
    return rows[0]?.count ?? 0;
  }

  /** Number and sum of the gross amounts by stage; types of invoice in `credits` take from it. */
  stages(credits: readonly string[] = []): Promise<{ stage: string; count: number; gross: string }[]> {
    return this.client.$queryRaw`
      SELECT stage, count(*)::int AS count, 
        trim_scale(coalesce(sum(CASE WHEN type_code = ANY (${[...credits]}::text[]) THEN -gross ELSE gross END), 0))::text AS gross
      FROM invoice_case WHERE entity_id = ${this.entityId}::uuid GROUP BY stage`;
  }

  private key(id: string) {
    return { entityId_id: { entityId: this.entityId, id } };
  }
}
