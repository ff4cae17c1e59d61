import { type ArrivalRow, type ClaimedWork, Database, machineOf, type NewAuditEntry, type Tx } from '@libs/db';
import { mailParts } from '@libs/intake';
import { type MailPart, type MailResult, type Stored } from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { v7 as uuid } from 'uuid';
import { openCase } from '../intake/open-case';
import { admit } from '../intake/receive-documents';
import { ARCHIVE, READER, type Storage } from '../ports';
import { type Reader, ReaderFailed } from './reader';

type KeptPart = { readonly name: string; readonly stored: Stored };
type Mail = Extract<MailResult, { kind: 'mail' }>;

const MAX_PART_BYTES = 50 * 1024 * 1024;

/** Opens a mail in a child: each document in it becomes a part of the arrival, a mail without any lies on the clarify shelf. */
@Injectable()
export class OpenMail {
  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
    @Inject(READER) private readonly reader: Reader,
  ) {}

  async run(work: ClaimedWork, arrival: ArrivalRow, bytes: Uint8Array): Promise<void> {
    const attempt = await this.reader.readMail(bytes);
    if (!attempt.ok) throw new ReaderFailed(attempt.reason);
    const mail = attempt.value;
    const refused = mail.kind === 'mail' ? (isReport(mail) ? 'auto-mail' : undefined) : mail.reason;
    const kept = mail.kind === 'mail' && refused === undefined ? await this.keepParts(work.entityId, mail) : [];

    await this.database.transaction(machineOf(work.entityId), async (tx) => {
      await tx.work.finish(work);
      if (mail.kind === 'mail') await this.describe(tx, arrival, mail);
      if (kept.length > 0) return this.admitParts(tx, arrival, kept, work.traceId);
      const reason = refused ?? (mail.kind === 'mail' ? reasonWithoutDocument(mail) : mail.reason);
      const { caseId } = await openCase(tx, arrival, work.traceId, 'other', tx.now, reason);
      await tx.audit.append({
        kind: 'case-unreadable',
        subjectId: caseId,
        payload: { reason, arrival: arrival.number },
        told: { trace: work.traceId, reason },
      });
    });
  }

  /**
   * Puts every part that is no decoration into the archive, before any row names it. What is no document is admitted as
   * well: it then lies on the clarify shelf with its own reason, nothing is dropped.
   */
  private async keepParts(entityId: string, mail: Mail): Promise<KeptPart[]> {
    const { documents, others } = mailParts(mail.parts.map(attached), mail.html ?? undefined);
    const wanted = [...documents, ...others.filter(({ reason }) => reason !== 'decoration' && reason !== 'signature')];
    const kept: KeptPart[] = [];
    for (const { n, name } of wanted.sort((a, b) => a.n - b.n)) {
      const bytes = mail.parts[n - 1]?.bytes;
      if (bytes)
        kept.push({
          name,
          stored: await this.archive.put(entityId, Readable.from([bytes]), { maxBytes: MAX_PART_BYTES }),
        });
    }
    return kept;
  }

  private describe(tx: Tx, arrival: ArrivalRow, mail: Mail): Promise<void> {
    return tx.arrivals.describe(arrival.id, {
      sender: mail.from[0] ?? arrival.sender,
      subject: mail.subject === null ? null : safeText(mail.subject),
    });
  }

  private async admitParts(tx: Tx, arrival: ArrivalRow, kept: readonly KeptPart[], trace: string): Promise<void> {
    await tx.arrivals.lockBytes(kept.map(({ stored }) => stored.sha256));
    const entries: NewAuditEntry[] = [];
    for (const [index, { name, stored }] of kept.entries()) {
      const id = uuid();
      const number = `${arrival.number}/${index + 1}`;
      const outcome = await admit(
        tx,
        {
          id,
          number,
          parentId: arrival.id,
          channel: arrival.channel,
          receivedAt: arrival.receivedAt,
          fileName: name,
          submittedById: arrival.submittedById,
          sender: arrival.sender,
        },
        stored,
        trace,
      );
      entries.push({
        kind: 'arrival-received',
        subjectId: id,
        payload: { number, channel: arrival.channel, sha256: stored.sha256, size: stored.size, outcome },
        told: { trace, part: index + 1, size: stored.size, outcome },
      });
    }
    await tx.arrivals.conclude(arrival.id, 'accepted');
    tx.announce('arrival', arrival.id);
    await tx.audit.append(
      {
        kind: 'mail-opened',
        subjectId: arrival.id,
        payload: { parts: kept.length },
        told: { trace, parts: kept.length },
      },
      ...entries,
    );
  }
}

/** A delivery report may carry one of our own mails back: what is in it is no new invoice. */
const isReport = ({ automatic }: Mail): boolean =>
  automatic.some((sign) => sign === 'report' || sign === 'mailer-daemon');

/** Programs that send invoices call their mails automatic too: only one without any document is just a notice. */
const reasonWithoutDocument = (mail: Mail): string =>
  mail.automatic.includes('auto-submitted') ? 'auto-mail' : 'no-invoice';

const attached = ({ fileName, contentType, disposition, cid, size, bytes }: MailPart) => ({
  filename: fileName ?? undefined,
  contentType,
  contentDisposition: disposition ?? undefined,
  cid: cid ?? undefined,
  size,
  bytes,
});

/** A subject is shown and listed: one line, of sane length. */
const safeText = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, 300);
