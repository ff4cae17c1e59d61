import { type Prisma } from '../generated/client';
import { type Client } from '../client';

const whole = {
  unit: { select: { id: true, number: true, name: true } },
  person: { select: { id: true, name: true } },
} as const;
export type ProposalRow = Prisma.ProposalGetPayload<{ include: typeof whole }>;
export type NewProposal = Pick<
  ProposalRow,
  'id' | 'kind' | 'unitId' | 'personId' | 'address' | 'reason' | 'proposedAt' | 'proposedById'
>;

/** What one administrator proposed and another is to decide. */
export class ProposalRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  async add(proposal: NewProposal): Promise<void> {
    const { id, kind, unitId, personId, address, reason, proposedAt, proposedById } = proposal;
    // the columns of the decision are not ours to write when it is made
    await this.client.$executeRaw`
      INSERT INTO proposal (entity_id, id, kind, unit_id, person_id, address, reason, proposed_at, proposed_by_id)
      VALUES (${this.entityId}::uuid, ${id}::uuid, ${kind}, ${unitId}::uuid, ${personId}::uuid, ${address}, ${reason},
        ${proposedAt}, ${proposedById}::uuid)`;
  }

  find(id: string): Promise<ProposalRow | null> {
    return this.client.proposal.findUnique({
      where: { entityId_id: { entityId: this.entityId, id } },
      include: whole,
    });
  }

  /** The latest first. */
  open(): Promise<ProposalRow[]> {
    return this.client.proposal.findMany({
      where: { entityId: this.entityId, decidedAt: null },
      include: whole,
      orderBy: { id: 'desc' },
    });
  }

  async openAbout(subject: { readonly unitId: string } | { readonly personId: string }): Promise<string | undefined> {
    const where = { entityId: this.entityId, decidedAt: null, ...subject };
    return (await this.client.proposal.findFirst({ where, select: { id: true } }))?.id;
  }

  async decide(id: string, accepted: boolean, now: Date, byId: string): Promise<void> {
    await this.client.proposal.update({
      where: { entityId_id: { entityId: this.entityId, id } },
      data: { decidedAt: now, decidedById: byId, accepted },
      select: { id: true },
    });
  }
}
