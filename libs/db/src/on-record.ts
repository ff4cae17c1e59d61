import { type NewAuditEntry } from './audit-log';

/** What the log may know of something that was put on record: ids, kinds, sizes and durations, never document text. */
export type OnRecord = {
  readonly kind: string;
  readonly entity: string;
  readonly actor?: string;
  readonly subject?: string;
  readonly millis: number;
} & Readonly<Record<string, string | number | undefined>>;

/** `millis` is how long the transaction took that stored it. */
export function onRecord(entity: string, { kind, actorId, subjectId, told }: NewAuditEntry, millis: number): OnRecord {
  return {
    kind,
    entity,
    ...(actorId === undefined ? {} : { actor: actorId }),
    ...(subjectId === undefined ? {} : { subject: subjectId }),
    millis,
    ...told,
  };
}
