import { type FoundedEntity, type HandedLink, type NewEntity } from '@libs/contracts';
import { blindTo, Database, type Tx, violates } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { type Answered } from '../answered';
import { accountElsewhere, makeGuest } from '../people/make-guest';
import { PasswordLinks } from '../people/password-links';
import { emailKey } from '../people/sign-in-key';
import { notFound, Refused } from '../refusal';
import { requireOperator } from './operator';

/** Zeros are no client of anybody: an export says what is missing, instead of going to somebody else's books. */
const datevUnset = { adviser: '0000', client: '0', accountLength: 6, chart: 'NKF' };

type Administrator = NewEntity['administrators'][number];

/** Founds an entity with two administrators who can confirm each other, and invites them. Whoever founds it cannot enter it. */
@Injectable()
export class FoundEntity {
  constructor(
    private readonly database: Database,
    private readonly links: PasswordLinks,
  ) {}

  async run(actor: Actor, wanted: NewEntity, answered?: Answered): Promise<FoundedEntity> {
    try {
      return await this.database.transaction(actor, (tx) => this.found(tx, actor, wanted, answered));
    } catch (error) {
      if (violates(error, 'mail_address_pkey')) throw addressTaken();
      throw error;
    }
  }

  /** What was founded under the same Idempotency-Key, without the links. */
  founded(actor: Actor, id: string, wanted: NewEntity): Promise<FoundedEntity> {
    return this.database.transaction(actor, async (tx) => {
      await requireOperator(tx, actor);
      const entity = (await tx.entities.operated()).find((one) => one.id === id);
      if (!entity) throw notFound({ de: 'Diesen Mandanten', en: 'This entity' });
      const administrators = wanted.administrators.map(({ email }) => ({ email, link: null }));
      return { id, name: entity.name, administrators };
    });
  }

  private async found(tx: Tx, actor: Actor, wanted: NewEntity, answered?: Answered): Promise<FoundedEntity> {
    await requireOperator(tx, actor);
    const { name, addresses, datev, administrators, reason } = wanted;
    for (const { email } of administrators) await this.requireNoOperator(tx, email);
    const id = uuid();
    if (!(await tx.entities.found(id, name, { datev: { ...datevUnset, ...datev } })))
      throw new Error('An operator’s house does not operate.');
    const invited = await tx.elsewhere(blindTo(id), async (there) => {
      for (const address of new Set(addresses)) await there.entities.addAddress(address);
      const made = [];
      for (const person of administrators) made.push(await this.invite(there, person, reason));
      await there.audit.append({
        kind: 'entity-founded',
        payload: { name, addresses, reason, administrators: made.map(({ personId }) => personId) },
      });
      return made;
    });
    await tx.audit.append({
      kind: 'entity-founded',
      actorId: actor.personId,
      subjectId: id,
      payload: { name, addresses, reason },
    });
    await answered?.(tx, id);
    return { id, name, administrators: invited.map(({ email, handed }) => ({ email, link: handed.link })) };
  }

  private async invite(
    there: Tx,
    { name, email }: Administrator,
    reason: string,
  ): Promise<{ personId: string; email: string; handed: HandedLink }> {
    let personId = await makeGuest(there, { email, name, actorId: undefined, reason });
    if (personId === undefined) {
      personId = uuid();
      await there.accountPlaces.addAccount({ id: personId, name, email }, emailKey(email));
    }
    await there.accountPlaces.addRole(uuid(), personId, 'administrator', reason);
    return { personId, email, handed: await this.links.make(there, 'invitation', { id: personId, email }) };
  }

  /** Who runs the house administers no town of it. */
  private async requireNoOperator(tx: Tx, email: string): Promise<void> {
    const home = await accountElsewhere(tx, email);
    const operates = home
      ? await tx.elsewhere(blindTo(home.entityId), async (there) => (await there.masterData.entity())?.operates)
      : false;
    if (operates !== true && !(await tx.accountPlaces.has(email))) return;
    throw new Refused('conflict', 'operator-administers-nothing', {
      de: `${email} gehört zum Betrieb. Der Mandant wurde nicht gegründet, denn der Betrieb verwaltet keinen Mandanten. Bitte nennen Sie jemanden aus der Verwaltung selbst.`,
      en: `${email} belongs to the operation. The entity was not founded, for the operation administers none. Name somebody of the administration itself.`,
    });
  }
}

const addressTaken = (): Refused =>
  new Refused('conflict', 'address-taken', {
    de: 'Eine der Mailadressen führt schon zu einem anderen Mandanten. Es wurde nichts gegründet. Bitte prüfen Sie die Adressen.',
    en: 'One of the mail addresses leads to another entity already. Nothing was founded. Check the addresses.',
  });
