import { type Client } from '../client';
import { type UnitRow } from './master-data';

export type UnitFacts = Pick<UnitRow, 'number' | 'name' | 'leitwegId' | 'parentId' | 'live' | 'sealed'>;

/** The tree of units, for those who administer it. Reading is in MasterDataRepository. */
export class UnitRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  async add(units: readonly (UnitFacts & { readonly id: string })[]): Promise<void> {
    const { entityId } = this;
    // the tree is written once all are there: a unit may come before the one above it
    await this.client.unit.createMany({ data: units.map((unit) => ({ entityId, ...unit, parentId: null })) });
    for (const { id, parentId } of units) if (parentId !== null) await this.put(id, { parentId });
  }

  async change(id: string, facts: UnitFacts): Promise<void> {
    await this.put(id, { ...facts, version: { increment: 1 } });
  }

  /** The database lets it happen only after an accepted proposal. */
  async unseal(id: string): Promise<void> {
    await this.put(id, { sealed: false, version: { increment: 1 } });
  }

  private async put(
    id: string,
    data: Partial<UnitFacts> & { readonly version?: { readonly increment: number } },
  ): Promise<void> {
    await this.client.unit.update({
      where: { entityId_id: { entityId: this.entityId, id } },
      data,
      select: { id: true },
    });
  }
}
