import { type Client } from '../client';

export type DoorName = { readonly kind: 'folder' | 'mailbox'; readonly name: string };
export type LateDoor = DoorName & { readonly waiting: number; readonly since: Date };

/** A door that nobody has looked at for a day is no longer in use. */
const FORGOTTEN = '1 day';

/** What waits before the doors that fetch: hot folders and mailboxes. */
export class DoorRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /**
   * Somebody looked just now. `waiting` names what lies there, the oldest first: as long as the one that was the oldest is
   * still among them, the wait began when it was first seen, whoever looks.
   */
  async looked({ kind, name }: DoorName, waiting: readonly string[], now: Date): Promise<void> {
    const key = { entityId_kind_name: { entityId: this.entityId, kind, name } };
    const before = await this.client.doorState.findUnique({ where: key });
    const same = before?.oldest != null && waiting.includes(before.oldest);
    const oldest = same ? before.oldest : (waiting[0] ?? null);
    const waitingSince = same ? before.waitingSince : oldest === null ? null : now;
    const state = { lookedAt: now, waiting: waiting.length, oldest, waitingSince };
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
