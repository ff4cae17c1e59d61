import { type Prisma } from '../generated/client';
import { type Client } from '../client';

/** What the operator of a data centre knows of an entity: its name and numbers. */
export type OperatedEntity = {
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly units: number;
  readonly liveUnits: number;
  readonly people: number;
  readonly waiting: number;
  readonly oldestDueSeconds: number | null;
};

/** Entities as the operator sees them. Both functions answer in the operator's own entity alone. */
export class OperatedEntities {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** The entities that are served from here, without the operator's own. */
  operated(): Promise<OperatedEntity[]> {
    return this.client.$queryRaw`
      SELECT id, name, addresses, units, live_units AS "liveUnits", people, waiting, oldest_due_seconds AS "oldestDueSeconds"
      FROM operated_entities() WHERE id <> ${this.entityId}::uuid`;
  }

  /** False: this is not the house of an operator. */
  async found(id: string, name: string, settings: Prisma.InputJsonObject): Promise<boolean> {
    const [answer] = await this.client.$queryRaw<{ founded: boolean }[]>`
      SELECT found_entity(${id}::uuid, ${name}, ${JSON.stringify(settings)}::jsonb) AS founded`;
    return answer?.founded === true;
  }

  async addAddress(address: string): Promise<void> {
    await this.client.mailAddress.create({ data: { address, entityId: this.entityId } });
  }
}
