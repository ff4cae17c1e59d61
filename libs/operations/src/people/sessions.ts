import { Role, type Session } from '@libs/contracts';
import { blindTo, Database, type Sight } from '@libs/db';
import { hashToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { type Actor, actorOf } from '../actor';

const IDLE_MINUTES = 30;

/** Who is behind a session token, and the end of a session. */
@Injectable()
export class Sessions {
  constructor(private readonly database: Database) {}

  async resume(token: string): Promise<Actor | undefined> {
    const [place] = await this.database.locateSignIn('session', hashToken(token));
    if (!place) return undefined;
    const person = await this.database.transaction(blindTo(place.entityId), (tx) =>
      tx.people.personOfSession(place.subjectId, tx.now, IDLE_MINUTES),
    );
    return person ? actorOf(place.entityId, person) : undefined;
  }

  /** What the person sees now, while the session goes on. Asking is not working: it does not keep an idle session alive. */
  async sightOf(token: string): Promise<Sight | undefined> {
    const [place] = await this.database.locateSignIn('session', hashToken(token));
    if (!place) return undefined;
    const person = await this.database.transaction(blindTo(place.entityId), (tx) =>
      tx.people.personOfStandingSession(place.subjectId, tx.now, IDLE_MINUTES),
    );
    return person ? actorOf(place.entityId, person) : undefined;
  }

  async end(token: string): Promise<void> {
    const [place] = await this.database.locateSignIn('session', hashToken(token));
    if (!place) return;
    await this.database.transaction(blindTo(place.entityId), (tx) => tx.people.endSession(place.subjectId));
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
