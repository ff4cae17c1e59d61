import { type OpenSession, Role, type Session } from '@libs/contracts';
import { blindTo, Database, type Sight } from '@libs/db';
import { hashToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { type Actor, actorOf } from '../actor';
import { notFound } from '../refusal';
import { accountStands } from './account-stands';

const IDLE_MINUTES = 30;

/** Who is behind a session token, and the end of a session. */
@Injectable()
export class Sessions {
  constructor(private readonly database: Database) {}

  async resume(token: string): Promise<Actor | undefined> {
    const [place] = await this.database.locateSignIn('session', hashToken(token));
    if (!place) return undefined;
    const found = await this.database.transaction(blindTo(place.entityId), (tx) =>
      tx.people.personOfSession(place.subjectId, tx.now, IDLE_MINUTES),
    );
    if (!found || !(await accountStands(this.database, found.person))) return undefined;
    return actorOf(place.entityId, found.person, found.proof);
  }

  /** What the person sees now, while the session goes on. Asking is not working: it does not keep an idle session alive. */
  async sightOf(token: string): Promise<Sight | undefined> {
    const [place] = await this.database.locateSignIn('session', hashToken(token));
    if (!place) return undefined;
    const person = await this.database.transaction(blindTo(place.entityId), (tx) =>
      tx.people.personOfStandingSession(place.subjectId, tx.now, IDLE_MINUTES),
    );
    return person && (await accountStands(this.database, person)) ? actorOf(place.entityId, person) : undefined;
  }

  async end(token: string): Promise<void> {
    const [place] = await this.database.locateSignIn('session', hashToken(token));
    if (!place) return;
    await this.database.transaction(blindTo(place.entityId), (tx) => tx.people.endSession(place.subjectId));
  }

  /** The person's sessions that go on; `token` is the one that asks. */
  async list(actor: Actor, token: string): Promise<OpenSession[]> {
    const [here] = await this.database.locateSignIn('session', hashToken(token));
    return this.database.transaction(actor, async (tx) =>
      (await tx.people.sessionsOf(actor.personId, tx.now, IDLE_MINUTES)).map(
        ({ id, createdAt, lastSeenAt, agent }) => ({
          id,
          startedAt: createdAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
          agent,
          current: id === here?.subjectId,
        }),
      ),
    );
  }

  /** Ends a session of the person, wherever it is open. */
  revoke(actor: Actor, sessionId: string): Promise<void> {
    return this.database.transaction(actor, async (tx) => {
      const own = await tx.people.sessionsOf(actor.personId, tx.now, IDLE_MINUTES);
      if (!own.some(({ id }) => id === sessionId)) throw notFound({ de: 'Diese Sitzung', en: 'This session' });
      await tx.people.endSession(sessionId);
      await tx.audit.append({ kind: 'session-revoked', actorId: actor.personId, subjectId: sessionId, payload: {} });
    });
  }

  /** What the browser may know of the session. */
  describe(actor: Actor, csrfToken: string): Promise<Session> {
    return this.database.transaction(actor, async (tx) => {
      const person = await tx.people.find(actor.personId);
      const entity = await tx.masterData.entity();
      return {
        person: { id: actor.personId, name: actor.name, email: person?.email ?? '' },
        entity: { id: actor.entityId, name: entity?.name ?? '' },
        roles: actor.roles.map(({ role, unit }) => ({ role: Role.parse(role), unit })),
        csrfToken,
      };
    });
  }
}
