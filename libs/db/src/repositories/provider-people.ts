import { type Client } from '../client';

/** A role that the groups of a sign-in provider give. */
export type ProviderGrant = { readonly id: string; readonly role: string; readonly unitId: string | null };

type NewProviderGrant = ProviderGrant & {
  readonly personId: string;
  readonly source: string;
  readonly reason: string;
  readonly grantedAt: Date;
  readonly needsConfirmation: boolean;
};

/** People whom a sign-in provider knows: whose identity is whose, and the roles that its groups give them. */
export class ProviderPeople {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** Sign-ins of one identity go one after the other from here: of several first ones the later find the person of the first. */
  async takeTurn(identityHash: string): Promise<void> {
    await this.client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${this.entityId + identityHash}, 0))`;
  }

  /** The person whom this identity was joined to. */
  async joinedTo(identityHash: string): Promise<string | undefined> {
    const key = { kind: 'oidc', keyHash: identityHash, entityId: this.entityId };
    return (await this.client.signInKey.findUnique({ where: { kind_keyHash_entityId: key } }))?.subjectId;
  }

  /** The person with an account here who signs in by this address. */
  async withAddress(emailHash: string): Promise<string | undefined> {
    const key = { kind: 'email', keyHash: emailHash, entityId: this.entityId };
    return (await this.client.signInKey.findUnique({ where: { kind_keyHash_entityId: key } }))?.subjectId;
  }

  /**
   * Joins an identity to a person. False: this provider knows another identity as that person already, so that an address which
   * went to somebody new does not bring the old account along.
   */
  async join(personId: string, identityHash: string, issuerAndPersonHash: string): Promise<boolean> {
    const { entityId } = this;
    const before = { kind: 'oidc-person', keyHash: issuerAndPersonHash, entityId };
    if (await this.client.signInKey.findUnique({ where: { kind_keyHash_entityId: before } })) return false;
    await this.client.signInKey.create({ data: { ...before, subjectId: personId } });
    await this.client.signInKey.create({
      data: { kind: 'oidc', keyHash: identityHash, entityId, subjectId: personId },
    });
    return true;
  }

  async hire(person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly emailHash: string | undefined;
  }): Promise<void> {
    const { entityId } = this;
    const { id, name, email, emailHash } = person;
    await this.client.person.create({ data: { entityId, id, name, email } });
    if (emailHash !== undefined)
      await this.client.signInKey.create({ data: { kind: 'email', keyHash: emailHash, entityId, subjectId: id } });
  }

  /** The person is locked, so that two sign-ins at once do not both add. */
  async granted(personId: string, source: string): Promise<ProviderGrant[]> {
    const { entityId } = this;
    await this.client.$queryRaw`
      SELECT 1 FROM person WHERE entity_id = ${entityId}::uuid AND id = ${personId}::uuid FOR UPDATE`;
    return this.client.roleGrant.findMany({
      where: { entityId, personId, source, revokedAt: null },
      select: { id: true, role: true, unitId: true },
    });
  }

  async grant(grants: readonly NewProviderGrant[]): Promise<void> {
    if (grants.length === 0) return;
    await this.client.roleGrant.createMany({ data: grants.map((one) => ({ entityId: this.entityId, ...one })) });
  }

  async revoke(ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await this.client.roleGrant.updateMany({
      where: { entityId: this.entityId, id: { in: [...ids] }, revokedAt: null },
      data: { revokedAt: now },
    });
  }
}
