import { type TimelineEntry } from '@libs/contracts';
import { type AuditRow } from '@libs/db';
import { z } from 'zod';

/** Kind of the audit entry → sentence of the timeline. Entries that are not named here are for the auditor only. */
const sentences: Readonly<Record<string, TimelineEntry['kind']>> = {
  'arrival-received': 'received',
  'case-read': 'read',
  'case-unreadable': 'unreadable',
  'case-doubtful': 'checked',
  'case-checked': 'checked',
  'case-assigned': 'assigned',
  'case-coded': 'coded',
  'case-certified': 'certified',
  'case-ordered': 'ordered',
  'case-objected': 'objected',
  'case-returned': 'returned',
  'case-released': 'released',
  'case-exported': 'exported',
  'case-acknowledged': 'acknowledged',
  'case-refused': 'refused',
  'case-parked': 'parked',
  'case-paper-sent': 'paper-sent',
  'case-paper-closed': 'paper-closed',
  'case-to-paper': 'to-paper',
  'case-left-paper': 'left-paper',
  'original-damaged': 'damaged',
  'original-restored': 'restored',
};

const Payload = z.record(z.string(), z.unknown());

/** Only words and numbers go to the screen; lists and objects stay in the audit chain. */
const shown = (value: unknown): string | null | undefined => {
  if (typeof value === 'string' || value === null) return value;
  return typeof value === 'number' ? value.toString() : undefined;
};

export function timelineOf(rows: readonly AuditRow[], names: ReadonlyMap<string, string>): TimelineEntry[] {
  return rows.flatMap((row) => {
    const kind = sentences[row.kind];
    if (!kind) return [];
    // '' = erased at the end of its time; what happened stays, without its details
    const payload = row.payload?.payload ? Payload.parse(JSON.parse(row.payload.payload)) : {};
    const data: Record<string, string | null> = {};
    for (const [key, value] of Object.entries(payload)) {
      if (key === 'text') continue; // the signed text stands with its act
      const text = shown(value);
      if (text !== undefined) data[key] = text;
    }
    const actor = row.actorId === null ? null : { id: row.actorId, name: names.get(row.actorId) ?? '–' };
    return [{ at: row.at.toISOString(), kind, actor, data }];
  });
}
