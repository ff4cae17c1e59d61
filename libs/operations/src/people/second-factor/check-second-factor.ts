import { blindTo, Database, type Tx } from '@libs/db';
import { Vault } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { Refused } from '../../refusal';
import { Attempts } from '../attempts';
import { type Home } from '../home';
import { recoveryHash } from './recovery-codes';
import { stepOf, totpPlace } from './totp';

export type Used = 'code' | 'recovery-code';

/** Looks at a code of the app or a recovery code. Each is good once. */
@Injectable()
export class CheckSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly attempts: Attempts,
  ) {}

  /**
   * Counted by the person, wherever it is tried: who gets here knows the password or sits at an open session, and so a wait keeps
   * out nobody but them.
   */
  run(home: Home, code: string, place: string, recoveryCodes: boolean): Promise<Used> {
    const { entityId, personId } = home;
    const look = (): Promise<Used | undefined> =>
      this.database.transaction(blindTo(entityId), (tx) => this.look(tx, personId, code, recoveryCodes));
    return this.attempts.of(`second factor ${entityId} ${personId}`, place, look, wrong);
  }

  private async look(tx: Tx, personId: string, code: string, recoveryCodes: boolean): Promise<Used | undefined> {
    const person = await tx.accounts.secrets(personId);
    if (!person?.totpSecret || person.disabledAt !== null) return undefined;
    // with another key of the installation it does not open: recovery codes still count
    const secret = this.vault.open(person.totpSecret, totpPlace(tx.entityId, personId));
    const step = secret === undefined ? undefined : stepOf(secret, code, tx.now);
    if (step !== undefined) return (await tx.accounts.takeStep(personId, step)) ? 'code' : undefined;
    if (!recoveryCodes || !(await tx.accounts.takeRecoveryCode(personId, recoveryHash(personId, code))))
      return undefined;
    await tx.audit.append({ kind: 'recovery-code-used', actorId: personId, payload: {} });
    return 'recovery-code';
  }
}

const wrong = (): Refused =>
  new Refused('unauthenticated', 'wrong-code', {
    de: 'Der Code stimmt nicht, ist abgelaufen oder wurde schon benutzt. Es ist nichts geschehen. Bitte warten Sie auf den nächsten Code der App und geben Sie ihn ein.',
    en: 'The code is wrong, has run out or was used before. Nothing has happened. Wait for the next code of the app and enter that.',
  });
