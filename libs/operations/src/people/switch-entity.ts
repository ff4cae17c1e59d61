import { type OwnEntity } from '@libs/contracts';
import { blindTo, Database, type SessionProof, type Tx } from '@libs/db';
import { hashToken, newToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { Refused } from '../refusal';
import { accountStands } from './account-stands';
import { placeOfAccount } from './home';
import { accountKey } from './sign-in-key';

type Side = { readonly entityId: string; readonly personId: string; readonly name: string };

/** Where a person may act, and the change from one entity to another: one session ends and another begins with the same proof. */
@Injectable()
export class SwitchEntity {
  constructor(private readonly database: Database) {}

  async list(actor: Actor): Promise<OwnEntity[]> {
    const sides = await this.sides(actor);
    return sides
      .map(({ entityId: id, name }) => ({ id, name, current: id === actor.entityId }))
      .sort((a, b) => a.name.localeCompare(b.name, 'de') || (a.id < b.id ? -1 : 1));
  }

  /** The token of the new session. The proof and its age stay, and the end of the day as well. */
  async run(actor: Actor, entityId: string): Promise<string> {
    const { proof } = actor;
    if (!proof) throw notForPrograms();
    const side = (await this.sides(actor)).find((one) => one.entityId === entityId);
    if (!side) throw notYours();
    if (entityId === actor.entityId) throw alreadyThere();
    const token = newToken();
    await this.database.transaction(actor, (tx) => this.change(tx, actor, side, proof, token));
    return token;
  }

  private async change(
    tx: Tx,
    actor: Actor,
    side: Side,
    { sessionId, method, authenticatedAt }: SessionProof,
    token: string,
  ): Promise<void> {
    const left = await tx.accountPlaces.takeSession(sessionId);
    if (!left) throw signedOut();
    await tx.elsewhere(blindTo(side.entityId), async (there) => {
      const { expiresAt, agent } = left;
      await there.people.startSession({
        id: uuid(),
        personId: side.personId,
        tokenHash: hashToken(token),
        startedAt: there.now,
        expiresAt,
        agent,
        method,
        authenticatedAt,
      });
      await there.audit.append({ kind: 'signed-in', actorId: side.personId, payload: { by: 'entity-change', method } });
    });
    await tx.audit.append({ kind: 'entity-left', actorId: actor.personId, payload: {} });
  }

  /** Along the account, never along an address: rows of the account that stand, in entities of any name. */
  private async sides(actor: Actor): Promise<Side[]> {
    const own = await this.side(actor.entityId, actor.personId);
    if (!own || !(await accountStands(this.database, own.person))) return [];
    const accountId = own.person.accountId ?? own.person.id;
    const sides: Side[] = [own.side];
    const home = await placeOfAccount(this.database, own.person.email, accountId);
    const guests = await this.database.locateSignIn('account', accountKey(accountId));
    for (const { entityId, subjectId } of [...(home ? [home] : []), ...guests]) {
      if (entityId === actor.entityId) continue;
      const other = await this.side(entityId, subjectId);
      if (!other) continue;
      const { id, accountId: of, disabledAt } = other.person;
      if (disabledAt === null && (id === accountId || of === accountId)) sides.push(other.side);
    }
    return sides;
  }

  private side(entityId: string, personId: string) {
    return this.database.transaction(blindTo(entityId), async (tx) => {
      const [person, entity] = [await tx.people.find(personId), await tx.masterData.entity()];
      return person && { person, side: { entityId, personId, name: entity?.name ?? '' } };
    });
  }
}

const notYours = (): Refused =>
  new Refused('not-found', 'entity-not-yours', {
    de: 'Diesen Mandanten gibt es nicht, oder Sie arbeiten dort nicht. Sie bleiben, wo Sie sind. Bitte wählen Sie einen aus der Liste oder wenden Sie sich an die Administration dort.',
    en: 'This entity does not exist, or you do not work there. You stay where you are. Choose one from the list, or turn to the administrator there.',
  });

const alreadyThere = (): Refused =>
  new Refused('conflict', 'already-there', {
    de: 'Sie arbeiten schon für diesen Mandanten. Es wurde nichts geändert. Bitte laden Sie die Seite neu.',
    en: 'You work for this entity already. Nothing was changed. Please reload the page.',
  });

const notForPrograms = (): Refused =>
  new Refused('forbidden', 'not-for-programs', {
    de: 'Den Mandanten wechseln Personen, die angemeldet sind. Mit einem Zugriffsschlüssel wurde nichts ausgeführt. Bitte im Browser anmelden.',
    en: 'People who are signed in change the entity. Nothing was carried out with a token. Please sign in with the browser.',
  });

const signedOut = (): Refused =>
  new Refused('unauthenticated', 'signed-out', {
    de: 'Diese Sitzung ist schon beendet. Es wurde nichts geändert. Bitte melden Sie sich an.',
    en: 'This session has ended already. Nothing was changed. Please sign in.',
  });
