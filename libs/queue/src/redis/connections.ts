import { type Redis } from 'ioredis';
import { hastyClient, patientClient } from './clients';

type Kind = 'client' | 'subscriber' | 'bclient';

/** Whoever only announces work must never wait; whoever carries it waits for Redis to come back. */
export type Part = 'announces' | 'carries';

/** The connections that Bull asks for: one for all queues of a part, and one more for each queue that waits for jobs. */
export class Connections {
  private readonly made: Redis[] = [];
  private readonly shared = new Map<string, Redis>();

  constructor(private readonly url: string) {}

  client(part: Part, kind: Kind): Redis {
    if (kind === 'bclient') return this.make(part, kind);
    const name = `${part}:${kind}`;
    const known = this.shared.get(name) ?? this.make(part, kind);
    this.shared.set(name, known);
    return known;
  }

  close(): void {
    for (const client of this.made) client.disconnect();
  }

  private make(part: Part, kind: Kind): Redis {
    const client = part === 'announces' && kind === 'client' ? hastyClient(this.url) : patientClient(this.url);
    client.setMaxListeners(0); // every queue listens to the shared one
    this.made.push(client);
    return client;
  }
}
