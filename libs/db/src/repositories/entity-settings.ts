import { type Prisma } from '../generated/client';
import { type Client } from '../client';

export type EntityRow = Prisma.EntityGetPayload<object>;

/** The entity itself: name, settings, the addresses under which mail reaches it. */
export class EntityRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** One administrator after the other: what was looked at stays true until the commit. */
  async lock(): Promise<EntityRow> {
    await this.client.$queryRaw`SELECT 1 FROM entity WHERE id = ${this.entityId}::uuid FOR NO KEY UPDATE`;
    return this.client.entity.findUniqueOrThrow({ where: { id: this.entityId } });
  }

  async change(change: { readonly name: string; readonly settings: Prisma.InputJsonValue }): Promise<void> {
    await this.client.entity.update({
      where: { id: this.entityId },
      data: { ...change, version: { increment: 1 } },
      select: { id: true },
    });
  }

  async addresses(): Promise<string[]> {
    const { entityId } = this;
    const rows = await this.client.mailAddress.findMany({ where: { entityId }, orderBy: { address: 'asc' } });
    return rows.map(({ address }) => address);
  }

  /** Undefined: done. Else an address that belongs to somebody else; nothing says to whom. */
  async setAddresses(wanted: readonly string[]): Promise<string | undefined> {
    const { entityId } = this;
    const had = new Set(await this.addresses());
    await this.client.mailAddress.deleteMany({ where: { entityId, address: { notIn: [...wanted] } } });
    for (const address of wanted) {
      if (had.has(address)) continue;
      const added = await this.client.$executeRaw`
        INSERT INTO mail_address (address, entity_id) VALUES (${address}, ${entityId}::uuid) ON CONFLICT DO NOTHING`;
      if (added === 0) return address;
    }
    return undefined;
  }
}
