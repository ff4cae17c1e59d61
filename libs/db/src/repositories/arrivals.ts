import { type Prisma } from '../generated/client';
import { type Client } from '../client';

const withEarlier = {
  duplicateOf: { select: { id: true, number: true, documents: { select: { caseId: true }, take: 1 } } },
} as const satisfies Prisma.ArrivalInclude;
const withDocuments = {
  ...withEarlier,
  documents: { include: { invoiceCase: { select: { id: true, number: true, invoice: { select: { model: true } } } } } },
} as const satisfies Prisma.ArrivalInclude;
const withChildren = {
  ...withDocuments,
  children: { include: withDocuments, orderBy: { id: 'asc' } },
} as const satisfies Prisma.ArrivalInclude;

export type ArrivalPart = Prisma.ArrivalGetPayload<{ include: typeof withDocuments }>;
export type ArrivalRecord = Prisma.ArrivalGetPayload<{ include: typeof withChildren }>;
export type ReceivedArrival = Prisma.ArrivalGetPayload<{ include: typeof withEarlier }>;
export type NewArrival = Omit<Prisma.ArrivalUncheckedCreateInput, 'entityId'>;
export type ArrivalRow = Prisma.ArrivalGetPayload<object>;

export class ArrivalRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /**
   * Holds, until commit, the right to say whether these bytes, or these origins, are here for the first time. All keys are
   * taken in one order, so that two requests with the same files cannot wait for each other.
   */
  async lockBytes(hashes: readonly string[], origins: readonly string[] = []): Promise<void> {
    for (const key of [...new Set([...hashes, ...origins])].sort()) {
      await this.client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${this.entityId + key}, 0))`;
    }
  }

  /** Which of these origins are here already: origin → id of the arrival. */
  async byOrigin(origins: readonly string[]): Promise<Map<string, string>> {
    if (origins.length === 0) return new Map();
    const rows = await this.client.arrival.findMany({
      where: { entityId: this.entityId, origin: { in: [...origins] } },
      select: { id: true, origin: true },
    });
    return new Map(rows.map(({ id, origin }) => [origin ?? '', id]));
  }

  /** The arrival that first brought these bytes. */
  first(sha256: string): Promise<ArrivalRow | null> {
    return this.client.arrival.findFirst({
      where: { entityId: this.entityId, sha256, outcome: { notIn: ['duplicate', 'rejected'] } },
    });
  }

  async rememberFile(sha256: string, size: number): Promise<void> {
    await this.client.$executeRaw`
      INSERT INTO stored_file (entity_id, sha256, size) VALUES (${this.entityId}::uuid, ${sha256}, ${size}) ON CONFLICT DO NOTHING`;
  }

  async add(arrival: NewArrival): Promise<void> {
    await this.client.arrival.create({ data: { ...arrival, entityId: this.entityId } });
  }

  /** The arrival under a row lock. */
  async lock(id: string): Promise<ArrivalRow | null> {
    await this.client.$executeRaw`
      SELECT 1 FROM arrival WHERE entity_id = ${this.entityId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.client.arrival.findUnique({ where: { entityId_id: { entityId: this.entityId, id } } });
  }

  row(id: string): Promise<ArrivalRow | null> {
    return this.client.arrival.findUnique({ where: { entityId_id: { entityId: this.entityId, id } } });
  }

  async conclude(id: string, outcome: string, reason?: string): Promise<void> {
    await this.client.arrival.update({
      where: { entityId_id: { entityId: this.entityId, id } },
      data: { outcome, reason: reason ?? null },
    });
  }

  async describe(
    id: string,
    facts: { readonly sender?: string | null; readonly subject?: string | null },
  ): Promise<void> {
    await this.client.arrival.update({ where: { entityId_id: { entityId: this.entityId, id } }, data: facts });
  }

  async addDocument(document: Omit<Prisma.DocumentUncheckedCreateInput, 'entityId'>): Promise<void> {
    await this.client.document.create({ data: { ...document, entityId: this.entityId } });
  }

  /** What a PDF turned out to be when it was opened. */
  async nameDocumentKind(id: string, kind: string): Promise<void> {
    await this.client.document.update({ where: { entityId_id: { entityId: this.entityId, id } }, data: { kind } });
  }

  document(id: string): Promise<Prisma.DocumentGetPayload<object> | null> {
    return this.client.document.findUnique({ where: { entityId_id: { entityId: this.entityId, id } } });
  }

  find(id: string): Promise<ArrivalRecord | null> {
    return this.client.arrival.findUnique({
      where: { entityId_id: { entityId: this.entityId, id } },
      include: withChildren,
    });
  }

  /** Without what the line has made of them: no table is looked at that the line or a list may hold for long. */
  received(ids: readonly string[]): Promise<ReceivedArrival[]> {
    return this.client.arrival.findMany({
      where: { entityId: this.entityId, id: { in: [...ids] } },
      include: withEarlier,
    });
  }

  many(ids: readonly string[]): Promise<ArrivalRecord[]> {
    return this.client.arrival.findMany({
      where: { entityId: this.entityId, id: { in: [...ids] } },
      include: withChildren,
      orderBy: { id: 'asc' },
    });
  }

  /** Newest first; ids are UUIDv7, so their order is the order of arrival. Parts come with their mail, unless asked for by hash. */
  page(query: {
    readonly sha256?: string | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  }): Promise<ArrivalRecord[]> {
    return this.client.arrival.findMany({
      where: {
        entityId: this.entityId,
        ...(query.sha256 === undefined ? { parentId: null } : { sha256: query.sha256 }),
        ...(query.before === undefined ? {} : { id: { lt: query.before } }),
      },
      include: withChildren,
      orderBy: { id: 'desc' },
      take: query.limit,
    });
  }
}
