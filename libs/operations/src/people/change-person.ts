import { type ChangedPerson } from '@libs/contracts';
import { Database, type DirectoryRow, type NewAuditEntry, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { keepAnAdministrator } from '../administration/keep-an-administrator';
import { requireVersion } from '../cases/locked-case';
import { Refused } from '../refusal';
import { type Account, accountsElsewhere } from './account-of';
import { changeAddress } from './change-address';
import { personNotFound } from './person-view';
import { holdsPower } from './holds-power';
import { guestsOf, shutOutElsewhere } from './shut-out';

/** Name, address, and whether a person may come in. Who is disabled is out of all sessions in the same moment. */
@Injectable()
export class ChangePerson {
  constructor(private readonly database: Database) {}

  /** `expectedVersion` is the version that the administrator saw, if they said so. */
  async run(actor: Actor, id: string, wanted: ChangedPerson, expectedVersion?: number): Promise<void> {
    const accounts = await accountsElsewhere(this.database, actor.entityId, [wanted.email]);
    return administering(this.database, actor, async (tx) => {
      const person = await tx.directory.find(id);
      if (!person) throw personNotFound();
      requireVersion(person, expectedVersion);
      const entries = await this.change(tx, actor, person, wanted, accounts.get(wanted.email));
      await tx.audit.append(...entries);
    });
  }

  private async change(
    tx: Tx,
    actor: Actor,
    person: DirectoryRow,
    { name, email, disabled, reason }: ChangedPerson,
    account: Account | undefined,
  ): Promise<NewAuditEntry[]> {
    const entries: NewAuditEntry[] = [];
    const told = { actorId: actor.personId, subjectId: person.id };
    if (name !== person.name || email !== person.email) {
      if (email !== person.email) {
        if (await holdsPower(tx, person.id)) throw addressNeedsTwo(person);
        await changeAddress(this.database, tx, person, email, account);
      }
      if (name !== person.name) await tx.directory.change(person.id, { name });
      const { name: was, email: wrote } = person;
      entries.push({
        kind: 'person-changed',
        ...told,
        payload: { before: { name: was, email: wrote }, after: { name, email }, reason },
      });
    }
    if (disabled && person.disabledAt === null) {
      const ended = await this.disable(tx, actor, person);
      entries.push({ kind: 'person-disabled', ...told, payload: { ...ended, reason } });
    }
    if (!disabled && person.disabledAt !== null) {
      await tx.directory.change(person.id, { disabledAt: null });
      entries.push({ kind: 'person-enabled', ...told, payload: { since: person.disabledAt.toISOString(), reason } });
    }
    return entries;
  }

  private async disable(tx: Tx, actor: Actor, person: DirectoryRow): Promise<{ sessions: number; tokens: number }> {
    if (person.id === actor.personId) throw ownAccount();
    await keepAnAdministrator(tx, () => tx.directory.change(person.id, { disabledAt: tx.now }));
    const ended = await tx.directory.endAccess(person.id, tx.now);
    if (person.accountId === null) await shutOutElsewhere(tx, await guestsOf(this.database, person.id), 'sessions');
    return ended;
  }
}

const ownAccount = (): Refused =>
  new Refused('conflict', 'own-account', {
    de: 'Den eigenen Zugang sperrt niemand selbst. Es wurde nichts geändert. Bitte lassen Sie das eine zweite Administratorin oder einen zweiten Administrator tun.',
    en: 'Nobody disables their own access. Nothing was changed. Have a second administrator do it.',
  });

const addressNeedsTwo = ({ id, name }: DirectoryRow): Refused =>
  new Refused(
    'conflict',
    'address-needs-two',
    {
      de: `${name} verwaltet diesen Mandanten oder arbeitet in einer versiegelten Stelle: Wer die E-Mail-Adresse ändert, könnte an ihrer Stelle hereinkommen. Es wurde nichts geändert. Bitte schlagen Sie die neue Adresse vor; sie gilt, sobald eine zweite Administration zugestimmt hat.`,
      en: `${name} administers this entity or works in a sealed unit: whoever changes the e-mail address could come in instead. Nothing was changed. Propose the new address; it holds once a second administrator has accepted it.`,
    },
    { person: id },
  );
