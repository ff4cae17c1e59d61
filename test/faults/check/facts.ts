import { type Client, type QueryResultRow } from 'pg';

/** Everything that the town has stored about one run, read by the owner of the tables, who sees all rows. */
export type Facts = {
  readonly arrivals: readonly ArrivalRow[];
  readonly cases: readonly CaseRow[];
  readonly documents: readonly DocumentRow[];
  readonly acts: readonly ActRow[];
  readonly positions: readonly PositionRow[];
  readonly batches: readonly BatchRow[];
  readonly batchFiles: readonly { readonly batchId: string; readonly name: string; readonly sha256: string }[];
  readonly entries: readonly EntryRow[];
  /** The end of the audit chain as its own row tells it. */
  readonly head: { readonly seq: number; readonly hash: string } | undefined;
  readonly work: readonly { readonly step: string; readonly subjectId: string; readonly attempt: number }[];
  readonly files: readonly { readonly sha256: string; readonly size: number; readonly damaged: boolean }[];
};

export type ArrivalRow = {
  readonly id: string;
  readonly number: string;
  readonly parentId: string | null;
  /** Upload, mail, folder, or mailbox for a mail that was fetched. */
  readonly channel: string;
  readonly sha256: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly duplicateOfId: string | null;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
};
export type CaseRow = {
  readonly id: string;
  readonly number: string;
  readonly stage: string;
  readonly reason: string | null;
  readonly contentHash: string;
  readonly coded: boolean;
  readonly lines: number;
  readonly unitId: string | null;
  readonly creditorId: string | null;
  /** How often the covered content changed. */
  readonly revision: number;
  readonly seller: string | null;
  readonly sellerVatId: string | null;
  readonly invoiceNumber: string | null;
  readonly grossCents: number | null;
  readonly hasInvoice: boolean;
  readonly hasReport: boolean;
};
export type DocumentRow = {
  readonly id: string;
  readonly arrivalId: string;
  readonly caseId: string;
  readonly sha256: string;
};
export type ActRow = {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly kind: string;
  readonly certificate: string | null;
  readonly covers: string;
};
export type PositionRow = {
  readonly batchId: string;
  readonly caseId: string;
  readonly route: string;
  readonly live: boolean;
  readonly account: string | null;
  readonly field: string | null;
};
export type BatchRow = { readonly id: string; readonly number: string; readonly acknowledged: boolean };
export type EntryRow = {
  readonly seq: number;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  readonly kind: string;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  readonly payloadDigest: string;
  readonly previousHash: string;
  readonly hash: string;
  /** With `payload`; null when its row is gone. */
  readonly salt: string | null;
  /** JSON, '' when it was erased. */
  readonly payload: string | null;
};

/** What stands beside an entry; nothing when it cannot be read, which the check of the chain tells. */
export function payloadOf({ payload }: Pick<EntryRow, 'payload'>): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(payload ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Reads one consistent picture for one entity. */
export async function readFacts(client: Client, entityId: string): Promise<Facts> {
  const rows = async <Row extends QueryResultRow>(text: string): Promise<Row[]> =>
    (await client.query<Row>(text, [entityId])).rows;
  return {
    arrivals: await rows(`SELECT id, number, parent_id AS "parentId", sha256, outcome, reason,
      CASE WHEN origin LIKE 'imap:%' THEN 'mailbox' ELSE channel::text END AS channel,
      duplicate_of_id AS "duplicateOfId", extract(epoch FROM received_at)::float8 * 1000 AS "receivedAt" FROM arrival WHERE entity_id = $1 ORDER BY number`),
    cases: await rows(`SELECT c.id, number, stage, reason, content_hash AS "contentHash", coding <> '[]' AS coded,
      jsonb_array_length(coding) AS lines, unit_id AS "unitId", creditor_id AS "creditorId", revision, seller, seller_vat_id AS "sellerVatId", invoice_number AS "invoiceNumber",
      round(gross * 100)::float8 AS "grossCents",
      EXISTS (SELECT 1 FROM invoice i WHERE i.entity_id = c.entity_id AND i.case_id = c.id) AS "hasInvoice",
      EXISTS (SELECT 1 FROM check_report r WHERE r.entity_id = c.entity_id AND r.case_id = c.id) AS "hasReport"
      FROM invoice_case c WHERE entity_id = $1 ORDER BY number`),
    documents: await rows(`SELECT id, arrival_id AS "arrivalId", case_id AS "caseId", sha256 FROM document
      WHERE entity_id = $1 ORDER BY id`),
    acts: await rows(`SELECT id, case_id AS "caseId", person_id AS "personId", kind, certificate, covers FROM act
      WHERE entity_id = $1 ORDER BY at, id`),
    positions: await rows(`SELECT batch_id AS "batchId", case_id AS "caseId", route, live, creditor_account AS account,
      document_field AS field FROM export_position WHERE entity_id = $1`),
    batches: await rows(`SELECT id, number, acknowledged_at IS NOT NULL AS acknowledged FROM export_batch
      WHERE entity_id = $1 ORDER BY number`),
    batchFiles: await rows(`SELECT batch_id AS "batchId", name, sha256 FROM export_file WHERE entity_id = $1`),
    entries: await rows(`SELECT seq::int, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, kind,
      subject_id AS "subjectId", actor_id AS "actorId", payload_digest AS "payloadDigest",
      previous_hash AS "previousHash", hash, salt, payload
      FROM audit_entry LEFT JOIN audit_payload USING (entity_id, seq) WHERE entity_id = $1 ORDER BY seq`),
    head: (await rows<{ seq: number; hash: string }>(`SELECT seq::int, hash FROM audit_head WHERE entity_id = $1`))[0],
    work: await rows(
      `SELECT step, subject_id AS "subjectId", attempt FROM work WHERE entity_id = $1 AND step <> 'prove'`,
    ),
    files: await rows(`SELECT sha256, size::float8, damaged_at IS NOT NULL AS damaged FROM stored_file
      WHERE entity_id = $1`),
  };
}
