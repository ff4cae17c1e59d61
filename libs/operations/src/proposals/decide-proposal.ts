import { type NewDecision } from '@libs/contracts';
import { Database, type NewAuditEntry, type ProposalRow, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { type Answered } from '../answered';
import { type Account, accountsElsewhere } from '../people/account-of';
import { changeAddress } from '../people/change-address';
import { personNotFound } from '../people/person-view';
import { Refused } from '../refusal';
import { secondNeeded } from '../roles/confirm-role';
import { ownRoles } from '../roles/role-rules';
import { proposalNotFound } from './proposal-view';

/** The second administrator accepts, and it happens in the same moment; or it is declined or taken back, and nothing happens. */
@Injectable()
export class DecideProposal {
  constructor(private readonly database: Database) {}

  async run(actor: Actor, id: string, { accept, reason }: NewDecision, answered?: Answered): Promise<string> {
    const account = accept ? await this.account(actor, id) : undefined;
    return administering(this.database, actor, async (tx) => {
      const proposal = await tx.proposals.find(id);
      if (!proposal) throw proposalNotFound();
      if (proposal.decidedAt !== null) throw decided();
      if (accept && proposal.proposedById === actor.personId) throw secondNeeded();
      if (accept && proposal.personId === actor.personId) throw ownRoles();

      await tx.proposals.decide(id, accept, tx.now, actor.personId);
      const done = accept ? await this.apply(tx, actor, proposal, account, reason) : [];
      await tx.audit.append(
        {
          kind: accept ? 'proposal-accepted' : 'proposal-declined',
          actorId: actor.personId,
          subjectId: id,
          payload: {
            kind: proposal.kind,
            unit: proposal.unitId,
            person: proposal.personId,
            proposedBy: proposal.proposedById,
            reason,
          },
        },
        ...done,
      );
      await answered?.(tx, id);
      return id;
    });
  }

  /** Asked before the transaction begins, as everywhere: it looks beyond the entity. */
  private async account(actor: Actor, id: string): Promise<Account | undefined> {
    const email = await this.database.transaction(actor, async (tx) => (await tx.proposals.find(id))?.address);
    return email ? (await accountsElsewhere(this.database, actor.entityId, [email])).get(email) : undefined;
  }

  private async apply(
    tx: Tx,
    actor: Actor,
    proposal: ProposalRow,
    account: Account | undefined,
    reason: string,
  ): Promise<NewAuditEntry[]> {
    const { unitId, personId, address } = proposal;
    const told = { actorId: actor.personId, payload: { proposal: proposal.id, reason } };
    if (unitId !== null) {
      await tx.units.unseal(unitId);
      return [{ kind: 'unit-unsealed', ...told, subjectId: unitId }];
    }
    const person = personId === null ? null : await tx.directory.find(personId);
    if (!person || address === null) throw personNotFound();
    await changeAddress(this.database, tx, person, address, account);
    const change = { before: { email: person.email }, after: { email: address } };
    return [{ kind: 'person-changed', ...told, subjectId: person.id, payload: { ...told.payload, ...change } }];
  }
}

const decided = (): Refused =>
  new Refused('conflict', 'proposal-decided', {
    de: 'Über diesen Vorschlag ist schon entschieden. Es wurde nichts geändert; wird er wieder gebraucht, machen Sie ihn neu.',
    en: 'This proposal has already been decided. Nothing was changed; if it is needed again, make it anew.',
  });
