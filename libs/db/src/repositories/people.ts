import { type Prisma } from '../generated/client';
import { type Client } from '../client';

/** A role that holds today, of the person or of a group they belong to. */
export type Grant = {
  readonly role: string;
  /** Null: in the whole entity. */
  readonly unit: {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly sealed: boolean;
  } | null;
  /** The unit and those below it, down to any that is sealed: a sealed unit is only covered by its own name. */
  readonly covers: readonly string[];
};

export type PersonWithRoles = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string | null;
  /** The account of a guest; null: the account is this row. */
  readonly accountId: string | null;
  readonly disabledAt: Date | null;
  readonly grants: readonly Grant[];
};

/** How and when the person of a session proved last who they are. */
export type SessionProof = { readonly sessionId: string; readonly method: string; readonly authenticatedAt: Date };

export type PersonInSession = { readonly person: PersonWithRoles; readonly proof: SessionProof };

export type SessionRow = Prisma.SessionGetPayload<object>;
type PersonRow = Omit<PersonWithRoles, 'grants'>;
const facts = {
  id: true,
  name: true,
  email: true,
  passwordHash: true,
  accountId: true,
  disabledAt: true,
} as const;

export class PeopleRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  async find(personId: string): Promise<PersonWithRoles | null> {
    const person = await this.client.person.findUnique({
      where: { entityId_id: { entityId: this.entityId, id: personId } },
      select: facts,
    });
    return person && this.withGrants(person);
  }

  /** Who holds the role today in the whole entity, by grants that count, and may come in. */
  holders(role: string): Promise<{ id: string; name: string }[]> {
    return this.client.$queryRaw`
      WITH today AS (SELECT (clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date AS day)
      SELECT DISTINCT p.id, p.name FROM today CROSS JOIN role_grant g
      LEFT JOIN group_member m ON (m.entity_id, m.group_id) = (g.entity_id, g.group_id)
        AND coalesce(m.valid_from, day) <= day AND coalesce(m.valid_until, day) >= day
      JOIN person p ON p.entity_id = g.entity_id AND p.id = coalesce(g.person_id, m.person_id) AND p.disabled_at IS NULL
      WHERE g.entity_id = ${this.entityId}::uuid AND g.role = ${role} AND g.unit_id IS NULL AND g.revoked_at IS NULL
        AND (g.confirmed_by_id IS NOT NULL OR NOT g.needs_confirmation)
        AND coalesce(g.valid_from, day) <= day AND coalesce(g.valid_until, day) >= day
      ORDER BY p.name, p.id`;
  }

  async names(personIds: readonly string[]): Promise<Map<string, string>> {
    const people = await this.client.person.findMany({
      where: { entityId: this.entityId, id: { in: [...new Set(personIds)] } },
      select: { id: true, name: true },
    });
    return new Map(people.map((person) => [person.id, person.name]));
  }

  async startSession(session: {
    readonly id: string;
    readonly personId: string;
    readonly tokenHash: string;
    readonly startedAt: Date;
    readonly expiresAt: Date;
    readonly agent?: string;
    readonly method?: string;
    /** When the proof was given; now, unless the session goes on from another. */
    readonly authenticatedAt?: Date;
    /** Where it began, if at a sign-in provider, with its sealed ID token. */
    readonly provider?: string;
    readonly idToken?: string;
  }): Promise<void> {
    const { id, personId, tokenHash, startedAt, expiresAt, agent = '', method = 'password' } = session;
    const { provider = null, idToken = null } = session;
    // named, for a default would be filled in by the clock of this machine
    const { authenticatedAt = startedAt } = session;
    const times = { createdAt: startedAt, lastSeenAt: startedAt, authenticatedAt, expiresAt };
    const { entityId } = this;
    await this.client.session.create({
      data: { entityId, id, personId, agent, method, provider, idToken, ...times },
    });
    await this.client.signInKey.create({ data: { kind: 'session', keyHash: tokenHash, entityId, subjectId: id } });
  }

  /** The person proved anew who they are: the session goes on under a new token, and the old one leads nowhere. */
  async renewSession(sessionId: string, tokenHash: string, method: string, authenticatedAt: Date): Promise<boolean> {
    const { entityId } = this;
    const { count } = await this.client.session.updateMany({
      where: { entityId, id: sessionId },
      data: { method, authenticatedAt },
    });
    if (count === 0) return false;
    await this.client.signInKey.deleteMany({ where: { entityId, kind: 'session', subjectId: sessionId } });
    await this.client.signInKey.create({
      data: { kind: 'session', keyHash: tokenHash, entityId, subjectId: sessionId },
    });
    return true;
  }

  session(sessionId: string): Promise<SessionRow | null> {
    return this.client.session.findUnique({ where: { entityId_id: { entityId: this.entityId, id: sessionId } } });
  }

  /** The person behind a session that is neither expired nor idle for longer than `idleMinutes`. */
  async personOfSession(sessionId: string, now: Date, idleMinutes: number): Promise<PersonInSession | null> {
    const session = await this.standing(sessionId, now, idleMinutes);
    if (!session) return null;
    // once a minute is enough to tell idle from busy, and spares a write on each request
    if (now.getTime() - session.lastSeenAt.getTime() > 60_000) {
      await this.client.session.update({
        where: { entityId_id: { entityId: this.entityId, id: sessionId } },
        data: { lastSeenAt: now },
      });
    }
    const { method, authenticatedAt } = session;
    return { person: await this.withGrants(session.person), proof: { sessionId, method, authenticatedAt } };
  }

  /** The same, and the session grows no younger by it. */
  async personOfStandingSession(sessionId: string, now: Date, idleMinutes: number): Promise<PersonWithRoles | null> {
    const session = await this.standing(sessionId, now, idleMinutes);
    return session && this.withGrants(session.person);
  }

  /** Sessions of a person that go on, the last used first. */
  sessionsOf(personId: string, now: Date, idleMinutes: number): Promise<SessionRow[]> {
    const lastSeenAt = { gte: new Date(now.getTime() - idleMinutes * 60_000) };
    return this.client.session.findMany({
      where: { entityId: this.entityId, personId, expiresAt: { gt: now }, lastSeenAt },
      orderBy: { lastSeenAt: 'desc' },
    });
  }

  async endSession(sessionId: string): Promise<void> {
    await this.client.signInKey.deleteMany({
      where: { entityId: this.entityId, kind: 'session', subjectId: sessionId },
    });
    await this.client.session.deleteMany({ where: { entityId: this.entityId, id: sessionId } });
  }

  private async standing(sessionId: string, now: Date, idleMinutes: number) {
    const idleSince = new Date(now.getTime() - idleMinutes * 60_000);
    const session = await this.client.session.findUnique({
      where: { entityId_id: { entityId: this.entityId, id: sessionId } },
      include: { person: { select: facts } },
    });
    if (session?.person.disabledAt !== null) return null;
    return session.expiresAt <= now || session.lastSeenAt < idleSince ? null : session;
  }

  /** Days are days in Berlin. */
  private async withGrants(person: PersonRow): Promise<PersonWithRoles> {
    const grants = await this.client.$queryRaw<Grant[]>`
      WITH RECURSIVE today AS (SELECT (clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date AS day),
      held AS (
        SELECT DISTINCT g.role, g.unit_id FROM today CROSS JOIN role_grant g
        LEFT JOIN group_member m ON (m.entity_id, m.group_id, m.person_id) = (g.entity_id, g.group_id, ${person.id}::uuid)
          AND coalesce(m.valid_from, day) <= day AND coalesce(m.valid_until, day) >= day
        WHERE g.entity_id = ${this.entityId}::uuid AND (g.person_id = ${person.id}::uuid OR m.person_id IS NOT NULL)
          AND coalesce(g.valid_from, day) <= day AND coalesce(g.valid_until, day) >= day
          AND g.revoked_at IS NULL AND (g.confirmed_by_id IS NOT NULL OR NOT g.needs_confirmation)
      ),
      covered AS (
        SELECT unit_id AS root, unit_id AS id FROM held WHERE unit_id IS NOT NULL
        UNION
        SELECT c.root, u.id FROM covered c JOIN unit u ON u.entity_id = ${this.entityId}::uuid AND u.parent_id = c.id
        WHERE NOT u.sealed
      )
      SELECT h.role,
        CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'number', u.number, 'name', u.name, 'sealed', u.sealed) END AS unit,
        coalesce((SELECT json_agg(c.id) FROM covered c WHERE c.root = h.unit_id), '[]') AS covers
      FROM held h LEFT JOIN unit u ON u.entity_id = ${this.entityId}::uuid AND u.id = h.unit_id
      ORDER BY h.role, u.number NULLS FIRST`;
    return { ...person, grants };
  }
}
