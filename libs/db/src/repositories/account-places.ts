import { type Client } from '../client';

/** A row of a person and the entity it stands in. */
export type Place = { readonly entityId: string; readonly subjectId: string };

type NewPerson = { readonly id: string; readonly name: string; readonly email: string };

/** Accounts, their guests in other entities, and what opens them. */
export class AccountPlaces {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  /** Where a hashed address, or account, leads: entities and ids, nothing else. */
  places(kind: 'email' | 'account', keyHash: string): Promise<Place[]> {
    return this.client.$queryRaw`
      SELECT entity_id AS "entityId", subject_id AS "subjectId" FROM locate_sign_in(${kind}, ${keyHash}) ORDER BY 1`;
  }

  /** The row of a person under a lock: links for it are made and taken one after the other. */
  async lock(personId: string): Promise<void> {
    await this.client.$executeRaw`
      SELECT 1 FROM person WHERE entity_id = ${this.entityId}::uuid AND id = ${personId}::uuid FOR UPDATE`;
  }

  /** Whether somebody here has this address already, as an account or as a guest. */
  async has(email: string): Promise<boolean> {
    const found = await this.client.$queryRaw<unknown[]>`
      SELECT 1 FROM person WHERE entity_id = ${this.entityId}::uuid AND lower(email) = lower(${email}) LIMIT 1`;
    return found.length > 0;
  }

  /** An account of this entity: the address leads here. */
  async addAccount(person: NewPerson, emailHash: string): Promise<void> {
    const { entityId } = this;
    await this.client.person.create({ data: { entityId, ...person } });
    await this.client.signInKey.create({
      data: { kind: 'email', keyHash: emailHash, entityId, subjectId: person.id },
    });
  }

  /** A person whose account is in another entity: the address goes on leading there. */
  async addGuest(person: NewPerson, accountId: string): Promise<void> {
    await this.client.person.create({ data: { entityId: this.entityId, ...person, accountId } });
  }

  /** From the account one comes to this row: asked when sides are changed. */
  async joinAccount(accountHash: string, personId: string): Promise<void> {
    await this.client.$executeRaw`
      INSERT INTO sign_in_key (kind, key_hash, entity_id, subject_id)
      VALUES ('account', ${accountHash}, ${this.entityId}::uuid, ${personId}::uuid) ON CONFLICT DO NOTHING`;
  }

  /** A role in the whole entity that counts at once. */
  async addRole(id: string, personId: string, role: string, reason: string): Promise<void> {
    await this.client.roleGrant.create({ data: { entityId: this.entityId, id, personId, role, reason } });
  }

  /** Takes away all that the person proves themselves with here: password, second factor, passkeys, identities at providers. */
  async clear(personId: string): Promise<void> {
    const { entityId } = this;
    await this.client.$executeRaw`
      DELETE FROM sign_in_key k WHERE k.entity_id = ${entityId}::uuid AND (
        (k.kind IN ('oidc', 'oidc-person') AND k.subject_id = ${personId}::uuid)
        OR (k.kind = 'passkey' AND k.subject_id IN
          (SELECT p.id FROM passkey p WHERE p.entity_id = ${entityId}::uuid AND p.person_id = ${personId}::uuid)))`;
    await this.client.passkey.deleteMany({ where: { entityId, personId } });
    await this.client.person.update({
      where: { entityId_id: { entityId, id: personId } },
      data: { passwordHash: null, totpSecret: null, totpStep: null, recoveryHashes: [] },
      select: { id: true },
    });
  }

  /** Ends all sessions of a person here, but for one that is named. */
  async endSessions(personId: string, except?: string): Promise<void> {
    const sessions = await this.client.session.findMany({
      where: { entityId: this.entityId, personId, ...(except === undefined ? {} : { id: { not: except } }) },
      select: { id: true },
    });
    const ids = sessions.map(({ id }) => id);
    await this.client.signInKey.deleteMany({
      where: { entityId: this.entityId, kind: 'session', subjectId: { in: ids } },
    });
    await this.client.session.deleteMany({ where: { entityId: this.entityId, id: { in: ids } } });
  }

  /** Ends a session and gives what another may go on from; of several who ask at once one has it. */
  async takeSession(sessionId: string): Promise<{ readonly expiresAt: Date; readonly agent: string } | undefined> {
    const [taken] = await this.client.$queryRaw<{ expiresAt: Date; agent: string }[]>`
      DELETE FROM session WHERE entity_id = ${this.entityId}::uuid AND id = ${sessionId}::uuid
      RETURNING expires_at AS "expiresAt", agent`;
    await this.client.signInKey.deleteMany({
      where: { entityId: this.entityId, kind: 'session', subjectId: sessionId },
    });
    return taken;
  }
}
