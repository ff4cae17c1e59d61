import { type Prisma } from '../generated/client';
import { type Client } from '../client';

export type ApiTokenRow = Prisma.ApiTokenGetPayload<object>;
export type NewApiToken = Omit<ApiTokenRow, 'entityId' | 'lastUsedAt' | 'revokedAt'> & { readonly tokenHash: string };

/** Keys of programs that act for a person. */
export class ApiTokenRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  async add({ tokenHash, ...token }: NewApiToken): Promise<void> {
    const { entityId } = this;
    await this.client.apiToken.create({ data: { entityId, ...token } });
    await this.client.signInKey.create({ data: { kind: 'token', keyHash: tokenHash, entityId, subjectId: token.id } });
  }

  /** Newest first. */
  ofPerson(personId: string): Promise<ApiTokenRow[]> {
    return this.client.apiToken.findMany({ where: { entityId: this.entityId, personId }, orderBy: { id: 'desc' } });
  }

  /** A token that was neither revoked nor has run out. */
  async standing(id: string, now: Date): Promise<ApiTokenRow | null> {
    const row = await this.client.apiToken.findUnique({ where: this.key(id) });
    return row?.revokedAt === null && row.expiresAt > now ? row : null;
  }

  async used(id: string, now: Date): Promise<void> {
    await this.client.apiToken.update({ where: this.key(id), data: { lastUsedAt: now } });
  }

  /** Whether there was one to revoke. Its hash leads nowhere from then on. */
  async revoke(id: string, personId: string, now: Date): Promise<boolean> {
    const where = { entityId: this.entityId, id, personId, revokedAt: null };
    const { count } = await this.client.apiToken.updateMany({ where, data: { revokedAt: now } });
    await this.client.signInKey.deleteMany({ where: { entityId: this.entityId, kind: 'token', subjectId: id } });
    return count > 0;
  }

  private key(id: string) {
    return { entityId_id: { entityId: this.entityId, id } };
  }
}
