import { Prisma } from '../generated/client';
import { type Client } from '../client';
import { literal } from './case-filter';

/** A person as administrators know them; nothing of it is secret. */
export type DirectoryRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The account of a guest. Never told: it would say that somebody works elsewhere. */
  readonly accountId: string | null;
  readonly disabledAt: Date | null;
  readonly version: number;
};

export type DirectoryPosition = { readonly name: string; readonly id: string };
export type DirectoryQuery = {
  readonly fragment?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly after?: DirectoryPosition | undefined;
  readonly limit: number;
};

/** Under which a person is found before an entity is known: `email` leads to an account, `account` from an account to its guests. */
export type DirectoryKey = { readonly kind: 'email' | 'account'; readonly keyHash: string };
export type NewPerson = Pick<DirectoryRow, 'id' | 'name' | 'email' | 'accountId'> & { readonly key: DirectoryKey };

export type MembershipRow = Prisma.GroupMemberGetPayload<{ include: { group: { select: { id: true; name: true } } } }>;

const facts = { id: true, name: true, email: true, accountId: true, disabledAt: true, version: true } as const;

/** The people of an entity, for those who administer it. */
export class DirectoryRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** In the order of their names, `limit` after a place of the list. */
  async page({ fragment, disabled, after, limit }: DirectoryQuery): Promise<DirectoryRow[]> {
    const parts = [Prisma.sql`p.entity_id = ${this.entityId}::uuid`];
    if (disabled !== undefined)
      parts.push(disabled ? Prisma.sql`p.disabled_at IS NOT NULL` : Prisma.sql`p.disabled_at IS NULL`);
    if (fragment) {
      const like = `%${literal(fragment)}%`;
      parts.push(Prisma.sql`(p.name ILIKE ${like} OR p.email ILIKE ${like})`);
    }
    if (after) parts.push(Prisma.sql`(lower(p.name), p.id) > (lower(${after.name}), ${after.id}::uuid)`);
    return this.client.$queryRaw`
      SELECT p.id, p.name, p.email, p.account_id AS "accountId", p.disabled_at AS "disabledAt", p.version
      FROM person p WHERE ${Prisma.join(parts, ' AND ')} ORDER BY lower(p.name), p.id LIMIT ${limit}::int`;
  }

  find(id: string): Promise<DirectoryRow | null> {
    return this.client.person.findUnique({ where: this.key(id), select: facts });
  }

  /** Whether the person has something to prove themselves with here: then the row is an account, and stays one. */
  async canComeIn(id: string): Promise<boolean> {
    const { entityId } = this;
    const person = await this.client.person.findUnique({ where: this.key(id), select: { passwordHash: true } });
    if (person?.passwordHash != null) return true;
    if ((await this.client.signInKey.count({ where: { entityId, subjectId: id, kind: 'oidc' } })) > 0) return true;
    return (await this.client.passkey.count({ where: { entityId, personId: id } })) > 0;
  }

  withEmails(emails: readonly string[]): Promise<DirectoryRow[]> {
    return this.client.person.findMany({
      where: { entityId: this.entityId, email: { in: [...emails] } },
      select: facts,
    });
  }

  withAccounts(accountIds: readonly string[]): Promise<DirectoryRow[]> {
    const accountId = { in: [...accountIds] };
    return this.client.person.findMany({ where: { entityId: this.entityId, accountId }, select: facts });
  }

  async add(people: readonly NewPerson[]): Promise<void> {
    const { entityId } = this;
    await this.client.person.createMany({ data: people.map(({ key: _, ...person }) => ({ entityId, ...person })) });
    await this.client.signInKey.createMany({
      data: people.map(({ id, key }) => ({ ...key, entityId, subjectId: id })),
    });
  }

  async change(
    id: string,
    change: Partial<Pick<DirectoryRow, 'name' | 'email' | 'accountId' | 'disabledAt'>>,
  ): Promise<void> {
    await this.client.person.update({
      where: this.key(id),
      data: { ...change, version: { increment: 1 } },
      select: { id: true },
    });
  }

  /** From now on the person is found under this key alone; undefined: under none. */
  async rekey(id: string, key: DirectoryKey | undefined): Promise<void> {
    const { entityId } = this;
    await this.client.signInKey.deleteMany({ where: { entityId, subjectId: id, kind: { in: ['email', 'account'] } } });
    if (key) await this.client.signInKey.create({ data: { ...key, entityId, subjectId: id } });
  }

  /** Ends what the person is signed in with, here: sessions and the keys of programs. How many of each there were. */
  async endAccess(personId: string, now: Date): Promise<{ readonly sessions: number; readonly tokens: number }> {
    const { entityId } = this;
    await this.client.$executeRaw`
      DELETE FROM sign_in_key k WHERE k.entity_id = ${entityId}::uuid AND (
        (k.kind = 'session' AND k.subject_id IN
          (SELECT s.id FROM session s WHERE s.entity_id = ${entityId}::uuid AND s.person_id = ${personId}::uuid))
        OR (k.kind = 'token' AND k.subject_id IN
          (SELECT t.id FROM api_token t WHERE t.entity_id = ${entityId}::uuid AND t.person_id = ${personId}::uuid)))`;
    const sessions = await this.client.session.deleteMany({ where: { entityId, personId } });
    const standing = { entityId, personId, revokedAt: null };
    const tokens = await this.client.apiToken.updateMany({ where: standing, data: { revokedAt: now } });
    return { sessions: sessions.count, tokens: tokens.count };
  }

  memberships(personId: string): Promise<MembershipRow[]> {
    return this.client.groupMember.findMany({
      where: { entityId: this.entityId, personId },
      include: { group: { select: { id: true, name: true } } },
      orderBy: { group: { name: 'asc' } },
    });
  }

  private key(id: string) {
    return { entityId_id: { entityId: this.entityId, id } };
  }
}
