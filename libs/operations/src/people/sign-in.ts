import { blindTo, Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { Refused } from '../refusal';
import { CheckPassword } from './check-password';
import { openSession, type SignedIn } from './open-session';
import { AskSecondFactor, type Asked } from './second-factor/ask-second-factor';

/** E-mail and password, and where the person set up a second factor the question for it. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly passwords: CheckPassword,
    private readonly secondFactor: AskSecondFactor,
  ) {}

  /** `place` is the network address that asks, `agent` what its browser calls itself. */
  async run(email: string, password: string, place: string, agent = ''): Promise<SignedIn | Asked> {
    const { entityId, person } = await this.passwords.run(email, password, place, wrong);
    const known = { entityId, personId: person.id };
    if (await this.secondFactor.isSetUp(known)) return this.secondFactor.run(known);
    return this.database.transaction(blindTo(entityId), (tx) =>
      openSession(tx, person.id, { method: 'password', agent }),
    );
  }
}

const wrong = (): Refused =>
  new Refused('unauthenticated', 'wrong-credentials', {
    de: 'E-Mail-Adresse oder Kennwort stimmen nicht. Sie sind nicht angemeldet. Bitte prüfen Sie beides und versuchen Sie es noch einmal.',
    en: 'The e-mail address or the password is wrong. You are not signed in. Check both and try again.',
  });
