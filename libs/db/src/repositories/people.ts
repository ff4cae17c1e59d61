import { type Client } from '../client';

export type PersonWithRoles = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly grants: readonly {
    readonly role: string;
    readonly unit: { readonly id: string; readonly number: string; readonly name: string } | null;
  }[];
};

const withRoles = {
  grants: { select: { role: true, unit: { select: { id: true, number: true, name: true } } } },
} as const;

export class PeopleRepository {
  constructor(
    private readonly client: Client,
    private readonly entityId: string,
  ) {}

  find(personId: string): Promise<PersonWithRoles | null> {
    return this.client.person.findUnique({
      where: { entityId_id: { entityId: this.entityId, id: personId } },
      include: withRoles,
    });
  }

  async names(personIds: readonly string[]): Promise<Map<string, string>> {
    const people = await this.client.person.findMany({
      where: { entityId: this.entityId, id: { in: [...new Set(personIds)] } },
      select: { id: true, name: true },
    });
    return new Map(people.map((person) => [person.id, person.name]));
  }

  async startSession(session: {
    readonly id: string;
    readonly personId: string;
    readonly tokenHash: string;
    readonly startedAt: Date;
    readonly expiresAt: Date;
  }): Promise<void> {
    const { id, personId, tokenHash, startedAt, expiresAt } = session;
    // named, for a default would be filled in by the clock of this machine
    const times = { createdAt: startedAt, lastSeenAt: startedAt, expiresAt };
    await this.client.session.create({ data: { entityId: this.entityId, id, personId, ...times } });
    await this.client.signInKey.create({
      data: { kind: 'session', keyHash: tokenHash, entityId: this.entityId, subjectId: id },
    });
  }

  /** The person behind a session that is neither expired nor idle for longer than `idleMinutes`. */
  async personOfSession(sessionId: string, now: Date, idleMinutes: number): Promise<PersonWithRoles | null> {
    const idleSince = new Date(now.getTime() - idleMinutes * 60_000);
    const session = await this.client.session.findUnique({
      where: { entityId_id: { entityId: this.entityId, id: sessionId } },
      include: { person: { include: withRoles } },
    });
    if (!session || session.expiresAt <= now || session.lastSeenAt < idleSince) return null;
    // once a minute is enough to tell idle from busy, and spares a write on each request
    if (now.getTime() - session.lastSeenAt.getTime() > 60_000) {
      await this.client.session.update({
        where: { entityId_id: { entityId: this.entityId, id: sessionId } },
        data: { lastSeenAt: now },
      });
    }
    return session.person;
  }

  async sessionStands(sessionId: string, now: Date, idleMinutes: number): Promise<boolean> {
    const lastSeenAt = { gte: new Date(now.getTime() - idleMinutes * 60_000) };
    const where = { entityId: this.entityId, id: sessionId, expiresAt: { gt: now }, lastSeenAt };
    return (await this.client.session.count({ where })) > 0;
  }

  async endSession(sessionId: string): Promise<void> {
    await this.client.signInKey.deleteMany({
      where: { entityId: this.entityId, kind: 'session', subjectId: sessionId },
    });
    await this.client.session.deleteMany({ where: { entityId: this.entityId, id: sessionId } });
  }
}
