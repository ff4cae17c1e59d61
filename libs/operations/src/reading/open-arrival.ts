import { type ArrivalRow, type ClaimedWork, Database, machineOf, type Tx } from '@libs/db';
import { fileKind } from '@libs/intake';
import { Inject, Injectable } from '@nestjs/common';
import { openCase } from '../intake/open-case';
import { next } from '../pipeline';
import { ARCHIVE, type Storage } from '../ports';
import { OpenMail } from './open-mail';

/** Step `receive`: looks what arrived and makes it a case, or opens a mail into its parts. */
@Injectable()
export class OpenArrival {
  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
    private readonly openMail: OpenMail,
  ) {}

  async run(work: ClaimedWork): Promise<void> {
    const { entityId } = work;
    const arrival = await this.database.transaction(machineOf(entityId), (tx) => tx.arrivals.lock(work.subjectId));
    if (arrival?.outcome !== 'pending')
      return this.database.transaction(machineOf(entityId), (tx) => tx.work.finish(work));

    const bytes = await this.archive.read(entityId, arrival.sha256);
    // what came as a mail is one, also without the heads by which a file would be known as one
    const kind = arrival.channel === 'mail' && arrival.parentId === null ? 'mail' : fileKind(bytes);
    if (kind === 'mail') return this.openMail.run(work, arrival, bytes);
    await this.database.transaction(machineOf(entityId), async (tx) => {
      await tx.work.finish(work);
      await this.file(tx, arrival, work.traceId, kind);
    });
  }

  private async file(
    tx: Tx,
    arrival: ArrivalRow,
    trace: string,
    kind: Exclude<ReturnType<typeof fileKind>, 'mail'>,
  ): Promise<void> {
    const now = tx.now;
    switch (kind) {
      case 'empty': {
        await tx.arrivals.conclude(arrival.id, 'rejected', 'empty');
        tx.announce('arrival', arrival.id);
        return;
      }
      case 'xml':
      case 'pdf': {
        const { caseId } = await openCase(tx, arrival, trace, kind === 'xml' ? 'xml' : 'plain-pdf', now);
        return tx.work.enqueue(next('receive', kind), caseId, trace);
      }
      case 'image':
        return this.shelve(tx, arrival, trace, 'image', 'needs-recognition');
      case 'zip':
        return this.shelve(tx, arrival, trace, 'other', 'archive');
      case 'unknown':
        return this.shelve(tx, arrival, trace, 'other', 'unsupported-type');
    }
  }

  private async shelve(
    tx: Tx,
    arrival: ArrivalRow,
    trace: string,
    kind: 'image' | 'other',
    reason: string,
  ): Promise<void> {
    const { caseId } = await openCase(tx, arrival, trace, kind, tx.now, reason);
    await tx.audit.append({
      kind: 'case-unreadable',
      subjectId: caseId,
      payload: { reason, arrival: arrival.number },
      told: { trace, reason },
    });
  }
}
