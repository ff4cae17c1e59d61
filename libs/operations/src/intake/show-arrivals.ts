import { type Arrival, type ArrivalPage, type ArrivalQuery } from '@libs/contracts';
import { Database, type Sight, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { cursorUnknown, notFound } from '../refusal';
import { arrivalView, receivedView } from './arrival-view';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** What reached the town, and what became of it. */
@Injectable()
export class ShowArrivals {
  constructor(private readonly database: Database) {}

  page(actor: Actor, { sha256, cursor, limit }: ArrivalQuery): Promise<ArrivalPage> {
    if (cursor !== undefined && !UUID.test(cursor)) throw cursorUnknown();
    return this.database.transaction(actor, async (tx) => {
      const rows = await tx.arrivals.page({ sha256, before: cursor, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const now = tx.now;
      return {
        items: shown.map((row) => arrivalView(row, now)),
        nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      };
    });
  }

  show(actor: Actor, id: string): Promise<Arrival> {
    return this.database.transaction(actor, async (tx) => {
      const record = await tx.arrivals.find(id);
      if (!record) throw notFound({ de: 'Diesen Eingang', en: 'This arrival' });
      return arrivalView(record, tx.now);
    });
  }

  /**
   * What the sender is answered: the arrivals as they were received, in the order of the ids. It waits for nothing that
   * slow reads may hold.
   */
  async received(tx: Tx, ids: readonly string[]): Promise<Arrival[]> {
    const rows = await tx.arrivals.received(ids);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []).map(receivedView);
  }

  /** In the order of the ids asked for. */
  many(sight: Sight, ids: readonly string[]): Promise<Arrival[]> {
    return this.database.transaction(sight, async (tx) => {
      const byId = new Map((await tx.arrivals.many(ids)).map((record) => [record.id, record]));
      const now = tx.now;
      return ids.flatMap((id) => byId.get(id) ?? []).map((record) => arrivalView(record, now));
    });
  }
}
