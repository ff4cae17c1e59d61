import { type AuditEntry, type AuditPage, type AuditQuery } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, hasWholeRole } from '../actor';
import { cursorUnknown, Refused } from '../refusal';

const Payload = z.record(z.string(), z.unknown());

/** Prüfspur: the audit chain for those who audit. */
@Injectable()
export class ShowAudit {
  constructor(private readonly database: Database) {}

  page(actor: Actor, { cursor, limit }: AuditQuery): Promise<z.infer<typeof AuditPage>> {
    if (!hasWholeRole(actor, ['auditor', 'administrator'])) {
      throw new Refused('forbidden', 'no-power-to-audit', {
        de: 'Die Prüfspur sehen nur Rechnungsprüfung und Administration. Den Verlauf eines Vorgangs finden Sie auf seiner Seite.',
        en: 'The audit trail is for auditors and administrators. The timeline of a case stands on its page.',
      });
    }
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) throw cursorUnknown();
    return this.database.transaction(actor, async (tx) => {
      const before = cursor === undefined ? undefined : BigInt(cursor);
      const rows = await tx.audit.preceding(before, limit);
      const names = await tx.people.names(rows.flatMap((row) => row.actorId ?? []));
      const items = rows.map((row): AuditEntry => ({
        seq: Number(row.seq),
        at: row.at.toISOString(),
        kind: row.kind,
        actor: row.actorId === null ? null : { id: row.actorId, name: names.get(row.actorId) ?? '–' },
        subject: row.subjectId,
        payload: row.payload?.payload ? Payload.parse(JSON.parse(row.payload.payload)) : null,
        hash: row.hash,
      }));
      return { items, nextCursor: rows.length === limit ? (rows.at(-1)?.seq.toString() ?? null) : null };
    });
  }
}
