import { blindTo, Database, SignInThrottle } from '@libs/db';
import { hashToken, newToken, verifyPassword } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Refused } from '../refusal';
import { emailKey } from './sign-in-key';

const SESSION_HOURS = 12;

/** The token is told once, to the browser; the database knows its hash only. */
export type SignedIn = { readonly token: string; readonly entityId: string; readonly personId: string };

const AGENT_LENGTH = 200;
/** Foreign text: only what is printable, and not much of it. */
const cleanAgent = (agent: string): string => agent.replace(/[^\x20-\x7e]/g, '').slice(0, AGENT_LENGTH);

const wrong = (): Refused =>
  new Refused('unauthenticated', 'wrong-credentials', {
    de: 'E-Mail-Adresse oder Kennwort stimmen nicht. Sie sind nicht angemeldet. Bitte prüfen Sie beides und versuchen Sie es noch einmal.',
    en: 'The e-mail address or the password is wrong. You are not signed in. Check both and try again.',
  });

const throttled = (seconds: number, of: 'person' | 'place' = 'person'): Refused => {
  const minutes = Math.ceil(seconds / 60);
  const whose =
    of === 'person'
      ? { de: 'mit dieser Adresse', en: 'for this address' }
      : { de: 'von diesem Anschluss (Netzadresse)', en: 'from this network address' };
  return new Refused(
    'throttled',
    'too-many-attempts',
    {
      de: `Zu viele falsche Versuche ${whose.de}. Weitere werden für ${minutes} Minuten nicht geprüft. Bitte warten Sie oder wenden Sie sich an die Administration.`,
      en: `Too many wrong attempts ${whose.en}. Further ones are not checked for ${minutes} minutes. Wait, or turn to the administrator.`,
    },
    {},
    Math.ceil(seconds),
  );
};

/** E-mail and password. Wrong ones cost the same time whether the person exists or not, and are counted by address and place, and by place alone. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly throttle: SignInThrottle,
  ) {}

  /** `place` is the network address that asks, `agent` what its browser calls itself. */
  async run(email: string, password: string, place: string, agent = ''): Promise<SignedIn> {
    const key = hashToken(`${emailKey(email)} ${place}`);
    const placeKey = hashToken(place);
    const { waitSeconds, isLast, of } = await this.throttle.attempt(key, placeKey);
    if (waitSeconds > 0) throw throttled(waitSeconds, of);

    const found = await this.check(email, password);
    if (!found) throw isLast ? throttled(await this.throttle.block(key)) : wrong();
    await this.throttle.forget(key, placeKey);
    return this.open(found.entityId, found.personId, agent);
  }

  private async check(email: string, password: string): Promise<{ entityId: string; personId: string } | undefined> {
    const places = await this.database.locateSignIn('email', emailKey(email));
    let compared = false;
    for (const { entityId, subjectId } of places) {
      const person = await this.database.transaction(blindTo(entityId), (tx) => tx.people.find(subjectId));
      if (!person?.passwordHash) continue;
      compared = true;
      if (await verifyPassword(person.passwordHash, password)) return { entityId, personId: person.id };
    }
    // as long as for a known person: the answer time tells nobody who works here
    if (!compared) await verifyPassword(undefined, password);
    return undefined;
  }

  private async open(entityId: string, personId: string, agent: string): Promise<SignedIn> {
    const token = newToken();
    await this.database.transaction(blindTo(entityId), async (tx) => {
      const expiresAt = new Date(tx.now.getTime() + SESSION_HOURS * 3_600_000);
      const session = { id: uuid(), personId, tokenHash: hashToken(token), startedAt: tx.now, expiresAt };
      await tx.people.startSession({ ...session, agent: cleanAgent(agent) });
      await tx.audit.append({ kind: 'signed-in', actorId: personId, payload: {} });
    });
    return { token, entityId, personId };
  }
}
