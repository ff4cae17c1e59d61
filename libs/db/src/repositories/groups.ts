import { type Prisma } from '../generated/client';
import { type Client } from '../client';

const whole = { members: { include: { person: { select: { id: true, name: true } } } } } as const;
export type GroupRow = Prisma.PersonGroupGetPayload<{ include: typeof whole }>;
export type Membership = {
  readonly personId: string;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
};

/** People who hold roles together. */
export class GroupRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  all(): Promise<GroupRow[]> {
    return this.client.personGroup.findMany({
      where: { entityId: this.entityId },
      include: whole,
      orderBy: { name: 'asc' },
    });
  }

  find(id: string): Promise<GroupRow | null> {
    return this.client.personGroup.findUnique({ where: this.key(id), include: whole });
  }

  async named(name: string): Promise<string | undefined> {
    const { entityId } = this;
    const row = await this.client.personGroup.findUnique({ where: { entityId_name: { entityId, name } } });
    return row?.id;
  }

  async add(id: string, name: string): Promise<void> {
    await this.client.personGroup.create({ data: { entityId: this.entityId, id, name } });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.client.personGroup.update({
      where: this.key(id),
      data: { name, version: { increment: 1 } },
      select: { id: true },
    });
  }

  /** Adds the membership or gives it other days. */
  async join(groupId: string, { personId, validFrom, validUntil }: Membership): Promise<void> {
    const { entityId } = this;
    await this.client.groupMember.upsert({
      where: { entityId_groupId_personId: { entityId, groupId, personId } },
      create: { entityId, groupId, personId, validFrom, validUntil },
      update: { validFrom, validUntil },
    });
  }

  async leave(groupId: string, personIds: readonly string[]): Promise<void> {
    await this.client.groupMember.deleteMany({
      where: { entityId: this.entityId, groupId, personId: { in: [...personIds] } },
    });
  }

  private key(id: string) {
    return { entityId_id: { entityId: this.entityId, id } };
  }
}
