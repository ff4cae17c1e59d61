import { z } from 'zod';
import { type Client } from '../client';

export type DoorName = { readonly kind: 'folder' | 'mailbox'; readonly name: string };
export type LateDoor = DoorName & { readonly waiting: number; readonly since: Date };

/** A door that nobody has looked at for a day is no longer in use. */
const FORGOTTEN = '1 day';
/** Of very many the oldest will do. */
const REMEMBERED = 500;

const Seen = z.record(z.string(), z.iso.datetime());

/** What waits before the doors that fetch: hot folders and mailboxes. */
export class DoorRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /**
   * Somebody looked just now. `waiting` names what lies there, the oldest first: each has waited since it was first seen,
   * whoever looks.
   */
  async looked({ kind, name }: DoorName, waiting: readonly string[], now: Date): Promise<void> {
    const key = { entityId_kind_name: { entityId: this.entityId, kind, name } };
    const before = await this.client.doorState.findUnique({ where: key });
    const known = Seen.parse(before?.seen ?? {});
    const seen = Object.fromEntries(waiting.slice(0, REMEMBERED).map((one) => [one, known[one] ?? now.toISOString()]));
    const [first] = Object.values(seen).sort();
    const waitingSince = first === undefined ? null : new Date(first);
    const state = { lookedAt: now, waiting: waiting.length, seen, waitingSince };
    await this.client.doorState.upsert({
      where: key,
      create: { entityId: this.entityId, kind, name, ...state },
      update: state,
    });
  }

  /** Where something has waited, or nobody has looked, for longer than that. */
  late(seconds: number): Promise<LateDoor[]> {
    return this.client.$queryRaw`
      SELECT kind, name, waiting, least(waiting_since, looked_at) AS since FROM door_state
      WHERE looked_at > clock_timestamp() - ${FORGOTTEN}::interval
        AND least(waiting_since, looked_at) < clock_timestamp() - make_interval(secs => ${seconds}::float8)
      ORDER BY since`;
  }
}
