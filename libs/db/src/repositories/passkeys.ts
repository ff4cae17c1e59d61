import { type Prisma } from '../generated/client';
import { type Client } from '../client';

export type PasskeyRow = Prisma.PasskeyGetPayload<object>;
export type NewPasskey = Omit<PasskeyRow, 'entityId' | 'lastUsedAt'> & { readonly credentialHash: string };

/** Credentials of WebAuthn. Their ids lead here before an entity is known. */
export class PasskeyRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  async add({ credentialHash, ...passkey }: NewPasskey): Promise<void> {
    const { entityId } = this;
    await this.client.passkey.create({ data: { entityId, ...passkey } });
    const key = { kind: 'passkey', keyHash: credentialHash, entityId, subjectId: passkey.id };
    await this.client.signInKey.create({ data: key });
  }

  find(id: string): Promise<PasskeyRow | null> {
    return this.client.passkey.findUnique({ where: { entityId_id: { entityId: this.entityId, id } } });
  }

  /** The oldest first. */
  ofPerson(personId: string): Promise<PasskeyRow[]> {
    return this.client.passkey.findMany({ where: { entityId: this.entityId, personId }, orderBy: { id: 'asc' } });
  }

  async rename(id: string, personId: string, name: string): Promise<boolean> {
    const { count } = await this.client.passkey.updateMany({
      where: { entityId: this.entityId, id, personId },
      data: { name },
    });
    return count > 0;
  }

  async remove(id: string, personId: string): Promise<boolean> {
    const { count } = await this.client.passkey.deleteMany({ where: { entityId: this.entityId, id, personId } });
    if (count === 0) return false;
    await this.client.signInKey.deleteMany({ where: { entityId: this.entityId, kind: 'passkey', subjectId: id } });
    return true;
  }

  /** False: its counter did not grow, or another use was quicker. Authenticators that do not count always say 0. */
  async used(id: string, counter: number, now: Date): Promise<boolean> {
    const used = await this.client.$executeRaw`
      UPDATE passkey SET counter = ${counter}::bigint, last_used_at = ${now}
      WHERE entity_id = ${this.entityId}::uuid AND id = ${id}::uuid
        AND (counter < ${counter}::bigint OR (counter = 0 AND ${counter}::bigint = 0))`;
    return used > 0;
  }
}
