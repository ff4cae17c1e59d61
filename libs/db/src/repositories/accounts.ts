import { type Client } from '../client';

/** What a person proves themselves with, as far as it stands in their row. */
export type Secrets = {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string | null;
  /** Sealed with the key of the installation; null: no second factor is set up. */
  readonly totpSecret: string | null;
  readonly recoveryHashes: readonly string[];
  readonly disabledAt: Date | null;
};

/** Passwords, second factors and recovery codes of the accounts of one entity. */
export class AccountRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  secrets(personId: string): Promise<Secrets | null> {
    return this.client.person.findUnique({
      where: this.key(personId),
      select: {
        name: true,
        email: true,
        passwordHash: true,
        totpSecret: true,
        recoveryHashes: true,
        disabledAt: true,
      },
    });
  }

  async setPassword(personId: string, passwordHash: string): Promise<void> {
    await this.client.person.update({ where: this.key(personId), data: { passwordHash } });
  }

  /** `step` is that of the code which confirmed the secret: it is good for nothing more. */
  async setSecondFactor(
    personId: string,
    totpSecret: string,
    step: number,
    recoveryHashes: readonly string[],
  ): Promise<void> {
    const data = { totpSecret, totpStep: BigInt(step), recoveryHashes: [...recoveryHashes] };
    await this.client.person.update({ where: this.key(personId), data });
  }

  /** Whether there was one. */
  async endSecondFactor(personId: string): Promise<boolean> {
    const { count } = await this.client.person.updateMany({
      where: { entityId: this.entityId, id: personId, totpSecret: { not: null } },
      data: { totpSecret: null, totpStep: null, recoveryHashes: [] },
    });
    return count > 0;
  }

  /** False: a code of this time step or of a later one was used before. Of several who ask at once one has it. */
  async takeStep(personId: string, step: number): Promise<boolean> {
    const taken = await this.client.$executeRaw`
      UPDATE person SET totp_step = ${step}::bigint
      WHERE entity_id = ${this.entityId}::uuid AND id = ${personId}::uuid AND totp_secret IS NOT NULL
        AND (totp_step IS NULL OR totp_step < ${step}::bigint)`;
    return taken > 0;
  }

  /** False: there is no such code any more. Of several who ask at once one has it. */
  async takeRecoveryCode(personId: string, hash: string): Promise<boolean> {
    const taken = await this.client.$executeRaw`
      UPDATE person SET recovery_hashes = array_remove(recovery_hashes, ${hash})
      WHERE entity_id = ${this.entityId}::uuid AND id = ${personId}::uuid AND totp_secret IS NOT NULL
        AND ${hash} = ANY (recovery_hashes)`;
    return taken > 0;
  }

  private key(personId: string) {
    return { entityId_id: { entityId: this.entityId, id: personId } };
  }
}
