import { type NewPerson } from '@libs/contracts';
import { Database, type DirectoryRow, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { type Answered } from '../answered';
import { Refused } from '../refusal';
import { type Account, accountsElsewhere, keyOf } from './account-of';

/**
 * Adds a person to the entity. Who has an account in another one becomes a guest: the same steps, the same answer, so that nobody learns
 * who works where. A guest who was here before comes back as the person they were, for what they signed.
 */
@Injectable()
export class AddPerson {
  constructor(private readonly database: Database) {}

  async run(actor: Actor, wanted: NewPerson, answered?: Answered): Promise<string> {
    const accounts = await accountsElsewhere(this.database, actor.entityId, [wanted.email]);
    return administering(this.database, actor, async (tx) => {
      const id = await this.add(tx, wanted, accounts.get(wanted.email));
      await tx.audit.append({
        kind: 'person-made',
        actorId: actor.personId,
        subjectId: id,
        payload: { name: wanted.name, email: wanted.email, reason: wanted.reason },
      });
      await answered?.(tx, id);
      return id;
    });
  }

  private async add(tx: Tx, { name, email }: NewPerson, account: Account | undefined): Promise<string> {
    const accountId = account?.id ?? null;
    const [known] = await tx.directory.withEmails([email]);
    const [guest] = await tx.directory.withAccounts([accountId ?? uuid()]);
    const before = known ?? guest;
    if (before && (known || before.disabledAt === null)) throw addressKnown(before);
    if (before) {
      await tx.directory.change(before.id, { name, email, disabledAt: null });
      return before.id;
    }
    const id = uuid();
    await tx.directory.add([{ id, name, email, accountId, key: keyOf(email, accountId) }]);
    return id;
  }
}

export const addressKnown = ({ id, name }: Pick<DirectoryRow, 'id' | 'name'>): Refused =>
  new Refused(
    'conflict',
    'address-known',
    {
      de: `Diese E-Mail-Adresse gehört hier schon zu ${name}. Es wurde nichts gespeichert. Bitte prüfen Sie die Adresse, oder bearbeiten Sie die Person, die es schon gibt.`,
      en: `This e-mail address already belongs to ${name} here. Nothing was stored. Check the address, or change the person who is there.`,
    },
    { person: id },
  );
