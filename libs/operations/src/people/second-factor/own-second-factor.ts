import { type NewSecondFactor, type SecondFactorSetup } from '@libs/contracts';
import { Database } from '@libs/db';
import { hashToken, newToken, Vault } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor } from '../../actor';
import { type Answered } from '../../answered';
import { notFound, Refused } from '../../refusal';
import { ACCOUNT_MINUTES, requireFreshProof } from '../fresh-proof';
import { requireAtHome } from '../home';
import { newRecoveryCodes, recoveryHash } from './recovery-codes';
import { newTotpSecret, stepOf, totpPlace, totpUri } from './totp';

/** Time to find the telephone, install an app and read a code from it. */
const SETUP_SECONDS = 20 * 60;
const KIND = 'totp';
const Setup = z.object({ entityId: z.uuid(), personId: z.uuid(), sealed: z.string() });

/** The second factor of the person who asks: an app that makes codes, and recovery codes for the day it is gone. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** A secret for the app. Nothing counts before a code of it came back; asked again there is another secret. */
  async begin(actor: Actor): Promise<SecondFactorSetup> {
    await requireAtHome(this.database, actor);
    const { entityId, personId } = actor;
    const [secret, setup] = [newTotpSecret(), newToken()];
    return this.database.transaction(actor, async (tx) => {
      requireFreshProof(actor, ACCOUNT_MINUTES, tx.now);
      const person = await tx.accounts.secrets(personId);
      const sealed = this.vault.seal(secret, totpPlace(entityId, personId));
      await tx.oneTimeKeys.put(KIND, hashToken(setup), { entityId, personId, sealed }, SETUP_SECONDS);
      const groups = secret.match(/.{1,4}/g) ?? [];
      return { setup, secret: groups.join(' '), uri: totpUri(secret, person?.email ?? '') };
    });
  }

  /** The first code of the app: from now on it is asked for. The recovery codes are told this once. */
  confirm(actor: Actor, { setup, code }: NewSecondFactor, answered?: Answered): Promise<string[]> {
    const { entityId, personId } = actor;
    return this.database.transaction(actor, async (tx) => {
      requireFreshProof(actor, ACCOUNT_MINUTES, tx.now);
      const begun = Setup.safeParse(await tx.oneTimeKeys.look(KIND, hashToken(setup)));
      if (!begun.success || begun.data.personId !== personId || begun.data.entityId !== entityId) throw setupGone();
      const { sealed } = begun.data;
      const secret = this.vault.open(sealed, totpPlace(entityId, personId));
      const step = secret === undefined ? undefined : stepOf(secret, code, tx.now);
      if (step === undefined) throw wrongCode();
      if ((await tx.oneTimeKeys.take(KIND, hashToken(setup))) === undefined) throw setupGone();
      const codes = newRecoveryCodes();
      const hashes = codes.map((one) => recoveryHash(personId, one));
      await tx.accounts.setSecondFactor(personId, sealed, step, hashes);
      await tx.audit.append({ kind: 'second-factor-set-up', actorId: personId, subjectId: personId, payload: {} });
      await answered?.(tx, personId);
      return codes;
    });
  }

  end(actor: Actor): Promise<void> {
    return this.database.transaction(actor, async (tx) => {
      const { personId } = actor;
      const person = await tx.accounts.secrets(personId);
      if (!person?.totpSecret) throw notFound({ de: 'Einen zweiten Faktor', en: 'A second factor' });
      requireFreshProof(actor, ACCOUNT_MINUTES, tx.now);
      await tx.accounts.endSecondFactor(personId);
      await tx.audit.append({ kind: 'second-factor-ended', actorId: personId, subjectId: personId, payload: {} });
    });
  }
}

const setupGone = (): Refused =>
  new Refused('conflict', 'setup-expired', {
    de: 'Diese Einrichtung ist abgelaufen oder schon abgeschlossen. Es wurde nichts geändert. Bitte beginnen Sie sie von vorn und lesen Sie das neue Bild ein.',
    en: 'This setup has run out or was completed before. Nothing was changed. Begin it again and read in the new picture.',
  });

const wrongCode = (): Refused =>
  new Refused('invalid', 'wrong-code', {
    de: 'Der Code passt nicht zu diesem Bild. Der zweite Faktor ist noch nicht eingerichtet. Bitte prüfen Sie die Uhr des Telefons und geben Sie den nächsten Code ein.',
    en: 'The code does not fit this picture. The second factor is not set up yet. Check the clock of the telephone and enter the next code.',
  });
