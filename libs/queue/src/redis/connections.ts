import { type Redis } from 'ioredis';
import { hastyClient, patientClient } from './clients';

type Kind = 'client' | 'subscriber' | 'bclient';

/** The connections that Bull asks for: one for all queues, and one more for each queue that waits for jobs. */
export class Connections {
  private readonly made: Redis[] = [];
  private readonly shared = new Map<Kind, Redis>();

  /** Whoever only announces work must never wait; whoever carries it waits for Redis to come back. */
  constructor(
    private readonly url: string,
    private readonly carries: boolean,
  ) {}

  client(kind: Kind): Redis {
    if (kind === 'bclient') return this.make(kind);
    const known = this.shared.get(kind) ?? this.make(kind);
    this.shared.set(kind, known);
    return known;
  }

  close(): void {
    for (const client of this.made) client.disconnect();
  }

  private make(kind: Kind): Redis {
    const client = kind === 'client' && !this.carries ? hastyClient(this.url) : patientClient(this.url);
    client.setMaxListeners(0); // every queue listens to the shared one
    this.made.push(client);
    return client;
  }
}
