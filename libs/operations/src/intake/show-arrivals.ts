import { type Arrival, type ArrivalPage, type ArrivalQuery } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { cursorUnknown, notFound } from '../refusal';
import { arrivalView } from './arrival-view';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** What reached the town, and what became of it. */
@Injectable()
export class ShowArrivals {
  constructor(private readonly database: Database) {}

  page(actor: Actor, { sha256, cursor, limit }: ArrivalQuery): Promise<ArrivalPage> {
    if (cursor !== undefined && !UUID.test(cursor)) throw cursorUnknown();
    return this.database.transaction(actor.entityId, async (tx) => {
      const rows = await tx.arrivals.page({ sha256, before: cursor, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      return { items: shown.map(arrivalView), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
    });
  }

  async show(actor: Actor, id: string): Promise<Arrival> {
    const record = await this.database.transaction(actor.entityId, (tx) => tx.arrivals.find(id));
    if (!record) throw notFound({ de: 'Diesen Eingang', en: 'This arrival' });
    return arrivalView(record);
  }

  /** In the order of the ids asked for. */
  async many(entityId: string, ids: readonly string[]): Promise<Arrival[]> {
    const records = await this.database.transaction(entityId, (tx) => tx.arrivals.many(ids));
    const byId = new Map(records.map((record) => [record.id, record]));
    return ids.flatMap((id) => byId.get(id) ?? []).map(arrivalView);
  }
}
