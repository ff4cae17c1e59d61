import { type Client } from '../client';

export type NumberKind = 'receipt' | 'case' | 'export';

/** Gapless numbers: the counter row stays locked until commit, a rollback gives the number back. */
export class NumberRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** The first of `count` consecutive numbers of `kind` in `year`. Call it late in a transaction. */
  async take(kind: NumberKind, year: number, count = 1): Promise<number> {
    const rows = await this.client.$queryRaw<{ value: number }[]>`
      INSERT INTO counter (entity_id, kind, year, value) VALUES (${this.entityId}::uuid, ${kind}, ${year}, ${count})
      ON CONFLICT (entity_id, kind, year) DO UPDATE SET value = counter.value + EXCLUDED.value
      RETURNING value`;
    const last = rows[0]?.value;
    if (last === undefined) throw new Error(`The counter ${kind} ${year} gave no number.`);
    return last - count + 1;
  }

  /** The number that `take` would give now; another transaction may be faster. */
  async peek(kind: NumberKind, year: number): Promise<number> {
    const counter = await this.client.counter.findUnique({
      where: { entityId_kind_year: { entityId: this.entityId, kind, year } },
    });
    return (counter?.value ?? 0) + 1;
  }
}
