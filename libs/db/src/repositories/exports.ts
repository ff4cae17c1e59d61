import { type Prisma } from '../generated/client';
import { type Client } from '../client';

const withEverything = {
  files: { orderBy: { name: 'asc' } },
  positions: { include: { invoiceCase: { include: { unit: true } } }, orderBy: { caseId: 'asc' } },
} as const satisfies Prisma.ExportBatchInclude;

export type ExportRecord = Prisma.ExportBatchGetPayload<{ include: typeof withEverything }>;

export type NewBatch = Omit<Prisma.ExportBatchUncheckedCreateInput, 'entityId' | 'positions' | 'files'> & {
  readonly positions: readonly {
    readonly caseId: string;
    readonly account?: string;
    readonly documentField1?: string;
  }[];
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly size: number }[];
};

/** Frozen batches. The database lets nobody change them but for the acknowledgement. */
export class ExportRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  async add({ positions, files, ...batch }: NewBatch): Promise<void> {
    const { entityId } = this;
    await this.client.exportBatch.create({ data: { ...batch, entityId } });
    await this.client.storedFile.createMany({
      data: files.map(({ sha256, size }) => ({ entityId, sha256, size })),
      skipDuplicates: true,
    });
    await this.client.exportFile.createMany({ data: files.map((file) => ({ ...file, entityId, batchId: batch.id })) });
    await this.client.exportPosition.createMany({
      data: positions.map(({ caseId, account, documentField1 }) => ({
        entityId,
        batchId: batch.id,
        caseId,
        creditorAccount: account ?? null,
        documentField: documentField1 ?? null,
      })),
    });
  }

  find(id: string): Promise<ExportRecord | null> {
    return this.client.exportBatch.findUnique({ where: this.key(id), include: withEverything });
  }

  async lock(id: string): Promise<ExportRecord | null> {
    await this.client.$executeRaw`
      SELECT 1 FROM export_batch WHERE entity_id = ${this.entityId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    return this.find(id);
  }

  /** Newest first. */
  list(limit: number): Promise<ExportRecord[]> {
    return this.client.exportBatch.findMany({
      where: { entityId: this.entityId },
      include: withEverything,
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** Under which number the handed-over cases of these creditor accounts stand in the books. */
  async openItems(
    accounts: readonly string[],
  ): Promise<{ account: string; documentField1: string; sellerName: string }[]> {
    const rows = await this.client.exportPosition.findMany({
      where: { entityId: this.entityId, live: true, creditorAccount: { in: [...accounts] } },
      select: { creditorAccount: true, documentField: true, invoiceCase: { select: { seller: true } } },
    });
    return rows.map((row) => ({
      account: row.creditorAccount ?? '',
      documentField1: row.documentField ?? '',
      sellerName: row.invoiceCase.seller ?? '',
    }));
  }

  async acknowledge(id: string, at: Date, personId: string): Promise<void> {
    await this.client.exportBatch.update({
      where: this.key(id),
      data: { acknowledgedAt: at, acknowledgedById: personId },
    });
  }

  /** Finance refused this case: it leaves the batch's live positions and may be handed over again. */
  async refuse(batchId: string, caseId: string, refusal: string): Promise<void> {
    await this.client.exportPosition.update({
      where: { entityId_batchId_caseId: { entityId: this.entityId, batchId, caseId } },
      data: { live: false, refusal },
    });
  }

  private key(id: string) {
    return { entityId_id: { entityId: this.entityId, id } };
  }
}
