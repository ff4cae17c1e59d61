-- Units come to Belegfluss one after the other: until then their invoices go out on paper, and the desk sees which were sent.
-- Links for a first or forgotten password are found by the person they are for, so that a new one voids the old.

-- AlterTable
ALTER TABLE "invoice_case" ADD COLUMN     "paper_closed_at" TIMESTAMPTZ(6),
ADD COLUMN     "paper_sent_at" TIMESTAMPTZ(6);


-- ───────────────────────── What Prisma has no words for ─────────────────────────

GRANT UPDATE (paper_sent_at, paper_closed_at) ON invoice_case TO belegfluss_app;

ALTER TABLE invoice_case DROP CONSTRAINT case_stage;
ALTER TABLE invoice_case ADD CONSTRAINT case_stage CHECK (stage IN
  ('reading', 'clarify', 'assign', 'paper', 'code', 'certify', 'order', 'export', 'handed-over', 'done', 'returned', 'paper-done'));

-- The stage is derived; where the derivation has changed it is derived anew.
UPDATE invoice_case c SET stage = 'paper', stage_since = clock_timestamp(), version = c.version + 1
FROM unit u
WHERE (u.entity_id, u.id) = (c.entity_id, c.unit_id) AND NOT u.live AND c.stage IN ('code', 'certify', 'order');

CREATE INDEX one_time_key_of_person ON one_time_key ((data ->> 'person')) WHERE kind IN ('invitation', 'reset');
