import { Prisma } from '../generated/client';
import { type Client } from '../client';

/** Where a grant stands on the day: waits for the second administrator, holds, will hold, or is over. */
export type GrantState = 'waiting' | 'now' | 'future' | 'past';

/** A grant with the names of all that it names. */
export type GrantRow = {
  readonly id: string;
  readonly role: string;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly unit: {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly sealed: boolean;
  } | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly source: string;
  readonly reason: string;
  readonly grantedAt: Date;
  readonly grantedById: string | null;
  readonly grantedByName: string | null;
  readonly needsConfirmation: boolean;
  readonly confirmedById: string | null;
  readonly confirmedByName: string | null;
  readonly revokedAt: Date | null;
  readonly revokedByName: string | null;
  readonly state: GrantState;
};

export type GrantQuery = {
  readonly id?: string | undefined;
  /** Grants of the person, also those of groups the person belongs to or will. */
  readonly person?: string | undefined;
  readonly group?: string | undefined;
  readonly unit?: string | undefined;
  readonly role?: string | undefined;
  readonly state?: GrantState | undefined;
  /** Older than this grant. */
  readonly before?: string | undefined;
  readonly limit: number;
};

export type NewGrant = {
  readonly id: string;
  readonly personId: string | null;
  readonly groupId: string | null;
  readonly role: string;
  readonly unitId: string | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly reason: string;
  readonly grantedAt: Date;
  readonly grantedById: string;
  readonly needsConfirmation: boolean;
};

/** Somebody who administers the entity today; `lasting`: with no end in sight. */
export type AdministratorRow = { readonly id: string; readonly lasting: boolean };

const today = Prisma.sql`(clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date`;

/** Seen from a person, a role of a group holds on the days of both: of the role and of the membership. */
const rows = (where: Prisma.Sql, limit: number, person?: string): Prisma.Sql => Prisma.sql`
  SELECT * FROM (
    SELECT r.*, CASE
        WHEN r."revokedAt" IS NOT NULL OR r."validUntil" < ${today} THEN 'past'
        WHEN r."needsConfirmation" AND r."confirmedById" IS NULL THEN 'waiting'
        WHEN r."validFrom" > ${today} THEN 'future'
        ELSE 'now'
      END AS state
    FROM (
    SELECT g.id, g.role, g.person_id AS "personId", p.name AS "personName", g.group_id AS "groupId", pg.name AS "groupName",
      CASE WHEN u.id IS NOT NULL
        THEN json_build_object('id', u.id, 'number', u.number, 'name', u.name, 'sealed', u.sealed) END AS unit,
      greatest(g.valid_from, m.valid_from) AS "validFrom", least(g.valid_until, m.valid_until) AS "validUntil", g.source, g.reason, g.granted_at AS "grantedAt",
      g.granted_by_id AS "grantedById", gb.name AS "grantedByName", g.needs_confirmation AS "needsConfirmation",
      g.confirmed_by_id AS "confirmedById", cb.name AS "confirmedByName", g.revoked_at AS "revokedAt", rb.name AS "revokedByName"
    FROM role_grant g
    LEFT JOIN group_member m ON (m.entity_id, m.group_id) = (g.entity_id, g.group_id) AND m.person_id = ${person ?? null}::uuid
    LEFT JOIN person p ON (p.entity_id, p.id) = (g.entity_id, g.person_id)
    LEFT JOIN person_group pg ON (pg.entity_id, pg.id) = (g.entity_id, g.group_id)
    LEFT JOIN unit u ON (u.entity_id, u.id) = (g.entity_id, g.unit_id)
    LEFT JOIN person gb ON (gb.entity_id, gb.id) = (g.entity_id, g.granted_by_id)
    LEFT JOIN person cb ON (cb.entity_id, cb.id) = (g.entity_id, g.confirmed_by_id)
    LEFT JOIN person rb ON (rb.entity_id, rb.id) = (g.entity_id, g.revoked_by_id)
    ) r
  ) g WHERE ${where} ORDER BY g."grantedAt" DESC, g.id DESC LIMIT ${limit}::int`;

/** Roles of people and groups, in time. Ended, never rewritten. */
export class RoleGrantRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** Whether any grant of the person that is not past, however many there are, gives power over others or over a sealed unit. */
  async holdsPower(personId: string): Promise<boolean> {
    const [found] = await this.client.$queryRaw<{ power: boolean }[]>`
      SELECT EXISTS (
        SELECT FROM role_grant g
        LEFT JOIN unit u ON (u.entity_id, u.id) = (g.entity_id, g.unit_id)
        LEFT JOIN group_member m ON (m.entity_id, m.group_id, m.person_id) = (g.entity_id, g.group_id, ${personId}::uuid)
        WHERE g.entity_id = ${this.entityId}::uuid AND (g.person_id = ${personId}::uuid OR m.person_id IS NOT NULL)
          AND g.revoked_at IS NULL
          AND coalesce(g.valid_until, 'infinity') >= (clock_timestamp() AT TIME ZONE 'Europe/Berlin')::date
          AND (g.role IN ('administrator', 'operator') OR u.sealed)) AS power`;
    return found?.power ?? false;
  }

  /** The latest first. */
  page({ id, person, group, unit, role, state, before, limit }: GrantQuery): Promise<GrantRow[]> {
    const inEntity = Prisma.sql`g.id IN (SELECT r.id FROM role_grant r WHERE r.entity_id = ${this.entityId}::uuid)`;
    const parts = [inEntity];
    if (id !== undefined) parts.push(Prisma.sql`g.id = ${id}::uuid`);
    if (person !== undefined) {
      parts.push(Prisma.sql`(g."personId" = ${person}::uuid OR g."groupId" IN (SELECT m.group_id FROM group_member m
        WHERE m.entity_id = ${this.entityId}::uuid AND m.person_id = ${person}::uuid))`);
    }
    if (group !== undefined) parts.push(Prisma.sql`g."groupId" = ${group}::uuid`);
    if (unit !== undefined) parts.push(Prisma.sql`g.unit ->> 'id' = ${unit}`);
    if (role !== undefined) parts.push(Prisma.sql`g.role = ${role}`);
    if (state !== undefined) parts.push(Prisma.sql`g.state = ${state}`);
    if (before !== undefined) {
      parts.push(Prisma.sql`(g."grantedAt", g.id) < (SELECT r.granted_at, r.id FROM role_grant r
        WHERE r.entity_id = ${this.entityId}::uuid AND r.id = ${before}::uuid)`);
    }
    return this.client.$queryRaw(rows(Prisma.join(parts, ' AND '), limit, person));
  }

  /** All grants of these people that are not over, given to themselves. */
  async ofPeople(personIds: readonly string[]): Promise<Map<string, GrantRow[]>> {
    const found: GrantRow[] = await this.client.$queryRaw(
      rows(Prisma.sql`g."personId" = ANY (${[...personIds]}::uuid[]) AND g.state <> 'past'`, 100_000),
    );
    return Map.groupBy(found, ({ personId }) => personId ?? '');
  }

  async find(id: string): Promise<GrantRow | undefined> {
    const [row] = await this.page({ id, limit: 1 });
    return row;
  }

  async add(grants: readonly NewGrant[]): Promise<void> {
    const { entityId } = this;
    await this.client.roleGrant.createMany({ data: grants.map((grant) => ({ entityId, ...grant })) });
  }

  async confirm(id: string, byId: string): Promise<void> {
    await this.client.roleGrant.update({ where: this.key(id), data: { confirmedById: byId }, select: { id: true } });
  }

  /** `lastDay` included; it may only come nearer. */
  async endOn(id: string, lastDay: Date): Promise<void> {
    await this.client.roleGrant.update({ where: this.key(id), data: { validUntil: lastDay }, select: { id: true } });
  }

  async revoke(ids: readonly string[], now: Date, byId: string): Promise<void> {
    await this.client.roleGrant.updateMany({
      where: { entityId: this.entityId, id: { in: [...ids] }, revokedAt: null },
      data: { revokedAt: now, revokedById: byId },
    });
  }

  /** Who administers today, by grants that count, as a person or in a group. */
  administrators(): Promise<AdministratorRow[]> {
    return this.client.$queryRaw`
      SELECT p.id, bool_or(g.valid_until IS NULL AND m.valid_until IS NULL) AS lasting
      FROM role_grant g
      LEFT JOIN group_member m ON (m.entity_id, m.group_id) = (g.entity_id, g.group_id)
        AND coalesce(m.valid_from, ${today}) <= ${today} AND coalesce(m.valid_until, ${today}) >= ${today}
      JOIN person p ON p.entity_id = g.entity_id AND p.id = coalesce(g.person_id, m.person_id) AND p.disabled_at IS NULL
      WHERE g.entity_id = ${this.entityId}::uuid AND g.role = 'administrator' AND g.revoked_at IS NULL
        AND (g.confirmed_by_id IS NOT NULL OR NOT g.needs_confirmation)
        AND coalesce(g.valid_from, ${today}) <= ${today} AND coalesce(g.valid_until, ${today}) >= ${today}
      GROUP BY p.id`;
  }

  /** Roles that people hold today by themselves or in a group, for a list; `unit` is the number. */
  heldToday(personIds: readonly string[]): Promise<{ personId: string; role: string; unit: string | null }[]> {
    return this.client.$queryRaw`
      SELECT DISTINCT coalesce(g.person_id, m.person_id) AS "personId", g.role, u.number AS unit
      FROM role_grant g
      LEFT JOIN group_member m ON (m.entity_id, m.group_id) = (g.entity_id, g.group_id)
        AND coalesce(m.valid_from, ${today}) <= ${today} AND coalesce(m.valid_until, ${today}) >= ${today}
      LEFT JOIN unit u ON (u.entity_id, u.id) = (g.entity_id, g.unit_id)
      WHERE g.entity_id = ${this.entityId}::uuid AND coalesce(g.person_id, m.person_id) = ANY (${[...personIds]}::uuid[])
        AND g.revoked_at IS NULL AND (g.confirmed_by_id IS NOT NULL OR NOT g.needs_confirmation)
        AND coalesce(g.valid_from, ${today}) <= ${today} AND coalesce(g.valid_until, ${today}) >= ${today}
      ORDER BY g.role, u.number NULLS FIRST`;
  }

  private key(id: string) {
    return { entityId_id: { entityId: this.entityId, id } };
  }
}
