import { blindTo, Database, ResetThrottle } from '@libs/db';
import { hashToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { Refused } from '../refusal';
import { PasswordLinks } from './password-links';
import { emailKey } from './sign-in-key';

/** Every answer takes at least so long, which is more than making a link takes: the time tells nobody who works here. */
const ANSWER_MILLISECONDS = 600;

/** Whoever forgot their password asks for a link to their own address. What is told is the same whether somebody has it. */
@Injectable()
export class AskForReset {
  constructor(
    private readonly database: Database,
    private readonly throttle: ResetThrottle,
    private readonly links: PasswordLinks,
  ) {}

  /** `place` is the network address that asks. */
  async run(email: string, place: string): Promise<void> {
    const wait = await this.throttle.attempt(emailKey(email), hashToken(place));
    if (wait > 0) throw throttled(wait);
    const enough = new Promise((resolve) => setTimeout(resolve, ANSWER_MILLISECONDS));
    await Promise.all([this.links.byMail ? this.make(email) : undefined, enough]);
  }

  /** An address leads to the home of its account. Who has no password comes in another way and needs none. */
  private async make(email: string): Promise<void> {
    for (const { entityId, subjectId } of await this.database.locateSignIn('email', emailKey(email))) {
      await this.database.transaction(blindTo(entityId), async (tx) => {
        const person = await tx.people.find(subjectId);
        if (!person?.passwordHash || person.disabledAt !== null) return;
        await this.links.make(tx, 'reset', person);
        await tx.audit.append({ kind: 'reset-asked', subjectId: person.id, payload: { by: 'sign-in page' } });
      });
    }
  }
}

const throttled = (seconds: number): Refused => {
  const minutes = Math.ceil(seconds / 60);
  return new Refused(
    'throttled',
    'too-many-resets',
    {
      de: `Für diese Adresse oder von diesem Anschluss wurde zu oft ein neues Kennwort verlangt. Es wurde nichts verschickt. Bitte warten Sie ${minutes} Minuten; ein Link, der schon angekommen ist, gilt weiter.`,
      en: `A new password was asked for too often for this address or from this network address. Nothing was sent. Wait ${minutes} minutes; a link that has arrived is still good.`,
    },
    {},
    seconds,
  );
};
