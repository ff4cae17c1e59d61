import { type Channel } from '@libs/contracts';
import { Database, machineOf, type NewAuditEntry, type Prisma, type Tx } from '@libs/db';
import { safeFileName } from '@libs/intake';
import { type Stored } from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { berlinYear } from '../berlin';
import { Gather } from './gather';
import { ARCHIVE, CRASH_POINTS, type CrashPoints, type Storage } from '../ports';

/** Bytes that lie fsynced in the archive and wait for their row. */
export type Kept = { readonly fileName: string; readonly stored: Stored };

export type DeliveredFile = Kept & {
  /**
   * What names this one file in its channel, the same in every attempt: mailbox and UID, folder and inode. A file whose
   * origin is here already is not received again. Undefined where the sender repeats by other means (upload, SMTP).
   */
  readonly origin?: string | undefined;
};

export type Delivery = {
  readonly channel: Channel;
  readonly files: readonly DeliveredFile[];
  readonly personId?: string | undefined;
  readonly sender?: string | undefined;
  /** Stores, in the same transaction, what the sender will be answered. */
  readonly answered?: (tx: Tx, arrivalIds: readonly string[]) => Promise<void>;
};

/** More than this would hold the locks of an entity for too long. */
const COMMITTED_TOGETHER = 16;
/** As long as anybody waits for a connection. */
const PATIENCE_MILLISECONDS = 5_000;

/**
 * The one way in, for every channel. `keep` puts the bytes into the archive (fsynced), `run` commits the rows; only after
 * both may 201 or 250 be said. Nothing is parsed here and Redis is not needed.
 */
@Injectable()
export class ReceiveDocuments {
  private readonly gather = new Gather<Delivery, string[]>(
    (entityId, deliveries) => this.commit(entityId, deliveries),
    COMMITTED_TOGETHER,
    PATIENCE_MILLISECONDS,
  );

  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
    @Inject(CRASH_POINTS) private readonly crash: CrashPoints,
  ) {}

  async keep(entityId: string, name: string, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Kept> {
    const stored = await this.archive.put(entityId, source, { maxBytes });
    return { fileName: safeFileName(name), stored };
  }

  /** The same bytes for another entity: what belongs to two is kept twice, so that each can delete its own. */
  async copy(from: string, { fileName, stored }: Kept, entityId: string): Promise<Kept> {
    const source = await this.archive.open(from, stored.sha256);
    return { fileName, stored: await this.archive.put(entityId, source, { maxBytes: stored.size }) };
  }

  /**
   * The ids of the arrivals, in the order of the files. Each has a receipt number, also an empty file or a duplicate. A file
   * whose origin is known stores nothing: its channel only forgot that it was received, and its arrival is named again.
   */
  async run(entityId: string, delivery: Delivery): Promise<string[]> {
    this.crash.reach('receive:before-commit');
    const ids = await this.gather.run(entityId, delivery);
    this.crash.reach('receive:after-commit');
    return ids;
  }

  /** Deliveries that come at the same moment share a transaction; each is answered when it has committed. */
  private commit(entityId: string, deliveries: readonly Delivery[]): Promise<string[][]> {
    const all = deliveries.flatMap(({ files }) => files);
    const origins = all.flatMap(({ origin }) => origin ?? []);
    return this.database.transaction(machineOf(entityId), async (tx) => {
      await tx.arrivals.lockBytes(
        all.map((file) => file.stored.sha256),
        origins,
      );
      // looked up under the lock, and each statement sees what others committed while we waited for it
      const known = await tx.arrivals.byOrigin(origins);
      const numbers = await receiptNumbers(tx, all.filter(isFresh(known)).length);

      const entries: NewAuditEntry[] = [];
      const answers: string[][] = [];
      for (const delivery of deliveries) {
        const ids: string[] = [];
        for (const file of delivery.files) {
          const here = file.origin === undefined ? undefined : known.get(file.origin);
          const id = here ?? uuid();
          ids.push(id);
          if (here !== undefined) continue;
          if (file.origin !== undefined) known.set(file.origin, id);
          entries.push(await this.admit(tx, delivery, file, id, numbers()));
        }
        await delivery.answered?.(tx, ids);
        answers.push(ids);
      }
      await tx.audit.append(...entries);
      return answers;
    });
  }

  private async admit(
    tx: Tx,
    delivery: Delivery,
    file: DeliveredFile,
    id: string,
    number: string,
  ): Promise<NewAuditEntry> {
    const { sha256, size } = file.stored;
    const outcome = await admit(tx, { id, number, receivedAt: tx.now, ...described(delivery, file) }, file.stored, id);
    return {
      kind: 'arrival-received',
      actorId: delivery.personId,
      subjectId: id,
      payload: { number, channel: delivery.channel, sha256, size, outcome },
      told: { trace: id, channel: delivery.channel, size, outcome },
    };
  }
}

/** Not here yet; of several with the same origin the first. */
function isFresh(known: ReadonlyMap<string, string>): (file: DeliveredFile) => boolean {
  const seen = new Set(known.keys());
  return ({ origin }) => {
    if (origin === undefined) return true;
    const fresh = !seen.has(origin);
    seen.add(origin);
    return fresh;
  };
}

/** So many receipt numbers in a row, to be drawn one by one. */
async function receiptNumbers(tx: Tx, count: number): Promise<() => string> {
  const year = berlinYear(tx.now);
  let next = count === 0 ? 0 : await tx.numbers.take('receipt', year, count);
  return () => `E-${year}-${String(next++).padStart(6, '0')}`;
}

type ArrivalFacts = Omit<Prisma.ArrivalUncheckedCreateInput, 'entityId' | 'outcome' | 'sha256' | 'size'> & {
  id: string;
};

const described = ({ channel, personId, sender }: Delivery, { fileName, origin }: DeliveredFile) => ({
  channel,
  fileName,
  origin: origin ?? null,
  submittedById: personId ?? null,
  sender: sender ?? null,
});

/**
 * Stores one arrival and decides what can be decided without opening it: empty, or the same bytes as an earlier one.
 * Anything else is due for `receive`. The caller holds the lock on these bytes. `traceId` is the arrival as it came to the
 * door: of a part of a mail the mail, however deep the part lies.
 */
export async function admit(
  tx: Tx,
  arrival: ArrivalFacts,
  { sha256, size }: Stored,
  traceId: string,
): Promise<'pending' | 'rejected' | 'duplicate'> {
  await tx.arrivals.rememberFile(sha256, size);
  const earlier = await tx.arrivals.first(sha256);
  const row = { ...arrival, sha256, size };
  if (size === 0) {
    await tx.arrivals.add({ ...row, outcome: 'rejected', reason: 'empty' });
    return 'rejected';
  }
  if (earlier) {
    await tx.arrivals.add({ ...row, outcome: 'duplicate', reason: 'duplicate', duplicateOfId: earlier.id });
    return 'duplicate';
  }
  await tx.arrivals.add({ ...row, outcome: 'pending' });
  await tx.work.enqueue('receive', arrival.id, traceId);
  tx.announce('arrival', arrival.id);
  return 'pending';
}
