import { type NextStep } from '@libs/contracts';
import { blindTo, Database } from '@libs/db';
import { hashToken, newToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Refused } from '../../refusal';
import { type Home } from '../home';
import { openSession, type SignedIn } from '../open-session';
import { CheckSecondFactor } from './check-second-factor';

const SECONDS = 5 * 60;
const KIND = 'second-factor';
const Waiting = z.object({ entityId: z.uuid(), personId: z.uuid() });

/** The password was right; `ticket` goes to the browser, which brings it back with the code. */
export type Asked = NextStep & { readonly ticket: string };

/** The second step of a sign-in with a password. */
@Injectable()
export class AskSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly codes: CheckSecondFactor,
  ) {}

  isSetUp({ entityId, personId }: Home): Promise<boolean> {
    return this.database.transaction(blindTo(entityId), async (tx) => {
      const person = await tx.accounts.secrets(personId);
      return (person?.totpSecret ?? null) !== null;
    });
  }

  async run({ entityId, personId }: Home): Promise<Asked> {
    const ticket = newToken();
    await this.database.oneTimeKeys.put(KIND, hashToken(ticket), { entityId, personId }, SECONDS);
    return { asks: 'second-factor', seconds: SECONDS, ticket };
  }

  /** A wrong code leaves the question open, the right one takes it: the same ticket opens no second session. */
  async answer(ticket: string, code: string, place: string, agent: string): Promise<SignedIn> {
    const waiting = Waiting.safeParse(await this.database.oneTimeKeys.look(KIND, hashToken(ticket)));
    if (!waiting.success) throw tooLate();
    const home = waiting.data;
    await this.codes.run(home, code, place, true);
    return this.database.transaction(blindTo(home.entityId), async (tx) => {
      if ((await tx.oneTimeKeys.take(KIND, hashToken(ticket))) === undefined) throw tooLate();
      return openSession(tx, home.personId, { method: 'second-factor', agent });
    });
  }
}

const tooLate = (): Refused =>
  new Refused('unauthenticated', 'sign-in-expired', {
    de: 'Diese Anmeldung ist abgelaufen oder schon abgeschlossen. Sie sind nicht angemeldet. Bitte beginnen Sie mit E-Mail-Adresse und Kennwort von vorn.',
    en: 'This sign-in has run out or was completed before. You are not signed in. Begin again with e-mail address and password.',
  });
