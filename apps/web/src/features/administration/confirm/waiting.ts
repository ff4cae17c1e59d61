import type { Message, Proposal, RoleGrant } from '@libs/contracts';
import { Proposal as ProposalSchema, RoleGrant as RoleGrantSchema } from '@libs/contracts';
import { change } from '../../../lib/api';
import { daysInWords } from '../days';
import { roleWords, texts as common } from '../texts';
import { texts } from './texts';

/** One thing that waits, whatever it is. */
export type Waiting = {
  readonly id: string;
  readonly title: Message;
  readonly means: Message;
  readonly days: Message | null;
  readonly reason: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly at: string;
  /** Whom it is about. */
  readonly about: string | null;
  readonly accept: (reason: string) => Promise<unknown>;
  readonly decline: (reason: string) => Promise<unknown>;
};

const both = (make: (language: 'de' | 'en') => Message): Message => ({ de: make('de').de, en: make('en').en });

export function waitingGrant(grant: RoleGrant): Waiting {
  const place = grant.unit;
  return {
    id: grant.id,
    title: both((language) =>
      texts.roleFor(
        roleWords[grant.role][language],
        grant.holder.name,
        place ? `${place.number} ${place.name}` : common.wholeEntity[language],
      ),
    ),
    means: place ? texts.sealedMeans : texts.administratorMeans,
    days: daysInWords(grant.validFrom, grant.validUntil),
    reason: grant.reason,
    by: grant.grantedBy,
    at: grant.grantedAt,
    about: grant.holder.id,
    accept: (reason) => change('POST', RoleGrantSchema, `/roles/${grant.id}/confirmation`, { body: { reason } }),
    decline: (reason) => change('POST', RoleGrantSchema, `/roles/${grant.id}/end`, { body: { reason } }),
  };
}

export function waitingProposal(proposal: Proposal): Waiting {
  const decide = (accept: boolean) => (reason: string) =>
    change('POST', ProposalSchema, `/proposals/${proposal.id}/decision`, { body: { accept, reason } });
  const common = {
    id: proposal.id,
    days: null,
    reason: proposal.reason,
    by: proposal.proposedBy,
    at: proposal.proposedAt,
    accept: decide(true),
    decline: decide(false),
  };
  if (proposal.kind === 'unseal')
    return {
      ...common,
      title: texts.unseal(`${proposal.unit.number} ${proposal.unit.name}`),
      means: texts.unsealMeans,
      about: null,
    };
  return {
    ...common,
    title: texts.address(proposal.person.name, proposal.email),
    means: texts.addressMeans,
    about: proposal.person.id,
  };
}
