-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "entity" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_address" (
    "address" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,

    CONSTRAINT "mail_address_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "sign_in_key" (
    "kind" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,

    CONSTRAINT "sign_in_key_pkey" PRIMARY KEY ("kind","key_hash","entity_id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "unit" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "leitweg_id" TEXT,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "person" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT,

    CONSTRAINT "person_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "unit_id" UUID,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "session" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "entity_id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("entity_id","sha256")
);

-- CreateTable
CREATE TABLE "counter" (
    "entity_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("entity_id","kind","year")
);

-- CreateTable
CREATE TABLE "arrival" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "parent_id" UUID,
    "channel" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "duplicate_of_id" UUID,
    "sender" TEXT,
    "subject" TEXT,
    "submitted_by_id" UUID,

    CONSTRAINT "arrival_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "document" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "arrival_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "invoice_case" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "stage" TEXT NOT NULL,
    "stage_since" TIMESTAMPTZ(6) NOT NULL,
    "reason" TEXT,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "file_name" TEXT NOT NULL,
    "unit_id" UUID,
    "seller" TEXT,
    "seller_vat_id" TEXT,
    "invoice_number" TEXT,
    "type_code" TEXT,
    "issue_date" DATE,
    "due_date" DATE,
    "gross" DECIMAL(24,8),
    "currency" TEXT,
    "content_hash" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "coding" JSONB NOT NULL DEFAULT '[]',
    "coding_sum" DECIMAL(24,8) NOT NULL DEFAULT 0,
    "creditor_id" UUID,
    "creditor_basis" TEXT,

    CONSTRAINT "invoice_case_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "entity_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "syntax" TEXT NOT NULL,
    "profile" TEXT,
    "model" JSONB NOT NULL,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("entity_id","case_id")
);

-- CreateTable
CREATE TABLE "check_report" (
    "entity_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "usable" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "report" JSONB NOT NULL,
    "checked_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "check_report_pkey" PRIMARY KEY ("entity_id","case_id")
);

-- CreateTable
CREATE TABLE "act" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "certificate" TEXT,
    "covers" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "reason" TEXT,
    "text" JSONB,

    CONSTRAINT "act_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "creditor" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "vat_id" TEXT,
    "iban" TEXT,
    "city" TEXT,
    "collective" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "creditor_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "budget_line" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "product" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "cost_centre" TEXT,
    "name" TEXT NOT NULL,
    "unit_id" UUID,
    "planned" DECIMAL(18,2) NOT NULL,

    CONSTRAINT "budget_line_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "work" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "crashes" INTEGER NOT NULL DEFAULT 0,
    "fence" BIGINT NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(6),
    "leased_by" TEXT,

    CONSTRAINT "work_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "export_batch" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "created_by_id" UUID NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(6),
    "acknowledged_by_id" UUID,
    "totals" JSONB NOT NULL,
    "changes" JSONB NOT NULL,

    CONSTRAINT "export_batch_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "export_file" (
    "entity_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,

    CONSTRAINT "export_file_pkey" PRIMARY KEY ("entity_id","batch_id","name")
);

-- CreateTable
CREATE TABLE "export_position" (
    "entity_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "route" TEXT NOT NULL DEFAULT 'booking',
    "live" BOOLEAN NOT NULL DEFAULT true,
    "refusal" TEXT,
    "creditor_account" TEXT,
    "document_field" TEXT,

    CONSTRAINT "export_position_pkey" PRIMARY KEY ("entity_id","batch_id","case_id")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "entity_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "entity_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_id" UUID,
    "subject_id" UUID,
    "payload_digest" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("entity_id","seq")
);

-- CreateTable
CREATE TABLE "audit_payload" (
    "entity_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "salt" TEXT NOT NULL,
    "payload" TEXT NOT NULL,

    CONSTRAINT "audit_payload_pkey" PRIMARY KEY ("entity_id","seq")
);

-- CreateTable
CREATE TABLE "idempotent_request" (
    "entity_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "route" TEXT NOT NULL,
    "body_hash" TEXT,
    "status" INTEGER,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("entity_id","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "unit_entity_id_number_key" ON "unit"("entity_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "unit_entity_id_leitweg_id_key" ON "unit"("entity_id", "leitweg_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_entity_id_email_key" ON "person"("entity_id", "email");

-- CreateIndex
CREATE INDEX "role_grant_entity_id_person_id_idx" ON "role_grant"("entity_id", "person_id");

-- CreateIndex
CREATE INDEX "arrival_entity_id_sha256_idx" ON "arrival"("entity_id", "sha256");

-- CreateIndex
CREATE INDEX "arrival_entity_id_parent_id_idx" ON "arrival"("entity_id", "parent_id");

-- CreateIndex
CREATE INDEX "arrival_entity_id_received_at_idx" ON "arrival"("entity_id", "received_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "arrival_entity_id_number_key" ON "arrival"("entity_id", "number");

-- CreateIndex
CREATE INDEX "document_entity_id_case_id_idx" ON "document"("entity_id", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "document_entity_id_arrival_id_key" ON "document"("entity_id", "arrival_id");

-- CreateIndex
CREATE INDEX "invoice_case_entity_id_stage_due_date_idx" ON "invoice_case"("entity_id", "stage", "due_date");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_case_entity_id_number_key" ON "invoice_case"("entity_id", "number");

-- CreateIndex
CREATE INDEX "act_entity_id_case_id_idx" ON "act"("entity_id", "case_id");

-- CreateIndex
CREATE INDEX "creditor_entity_id_vat_id_idx" ON "creditor"("entity_id", "vat_id");

-- CreateIndex
CREATE UNIQUE INDEX "creditor_entity_id_account_key" ON "creditor"("entity_id", "account");

-- CreateIndex
CREATE INDEX "work_due_at_idx" ON "work"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "work_entity_id_step_subject_id_key" ON "work"("entity_id", "step", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "export_batch_entity_id_number_key" ON "export_batch"("entity_id", "number");

-- CreateIndex
CREATE INDEX "audit_entry_entity_id_subject_id_seq_idx" ON "audit_entry"("entity_id", "subject_id", "seq");

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_entity_id_person_id_fkey" FOREIGN KEY ("entity_id", "person_id") REFERENCES "person"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_entity_id_unit_id_fkey" FOREIGN KEY ("entity_id", "unit_id") REFERENCES "unit"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_entity_id_person_id_fkey" FOREIGN KEY ("entity_id", "person_id") REFERENCES "person"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "arrival" ADD CONSTRAINT "arrival_entity_id_sha256_fkey" FOREIGN KEY ("entity_id", "sha256") REFERENCES "stored_file"("entity_id", "sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "arrival" ADD CONSTRAINT "arrival_entity_id_parent_id_fkey" FOREIGN KEY ("entity_id", "parent_id") REFERENCES "arrival"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "arrival" ADD CONSTRAINT "arrival_entity_id_duplicate_of_id_fkey" FOREIGN KEY ("entity_id", "duplicate_of_id") REFERENCES "arrival"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_entity_id_arrival_id_fkey" FOREIGN KEY ("entity_id", "arrival_id") REFERENCES "arrival"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_entity_id_sha256_fkey" FOREIGN KEY ("entity_id", "sha256") REFERENCES "stored_file"("entity_id", "sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_entity_id_case_id_fkey" FOREIGN KEY ("entity_id", "case_id") REFERENCES "invoice_case"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_case" ADD CONSTRAINT "invoice_case_entity_id_unit_id_fkey" FOREIGN KEY ("entity_id", "unit_id") REFERENCES "unit"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_case" ADD CONSTRAINT "invoice_case_entity_id_creditor_id_fkey" FOREIGN KEY ("entity_id", "creditor_id") REFERENCES "creditor"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice" ADD CONSTRAINT "invoice_entity_id_case_id_fkey" FOREIGN KEY ("entity_id", "case_id") REFERENCES "invoice_case"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_report" ADD CONSTRAINT "check_report_entity_id_case_id_fkey" FOREIGN KEY ("entity_id", "case_id") REFERENCES "invoice_case"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act" ADD CONSTRAINT "act_entity_id_case_id_fkey" FOREIGN KEY ("entity_id", "case_id") REFERENCES "invoice_case"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "act" ADD CONSTRAINT "act_entity_id_person_id_fkey" FOREIGN KEY ("entity_id", "person_id") REFERENCES "person"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_file" ADD CONSTRAINT "export_file_entity_id_batch_id_fkey" FOREIGN KEY ("entity_id", "batch_id") REFERENCES "export_batch"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_position" ADD CONSTRAINT "export_position_entity_id_batch_id_fkey" FOREIGN KEY ("entity_id", "batch_id") REFERENCES "export_batch"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_position" ADD CONSTRAINT "export_position_entity_id_case_id_fkey" FOREIGN KEY ("entity_id", "case_id") REFERENCES "invoice_case"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_payload" ADD CONSTRAINT "audit_payload_entity_id_seq_fkey" FOREIGN KEY ("entity_id", "seq") REFERENCES "audit_entry"("entity_id", "seq") ON DELETE RESTRICT ON UPDATE CASCADE;



-- ───────────────────────── What Prisma has no words for ─────────────────────────

-- btree_gist lets the exclusion constraint below compare uuid and text. It is a trusted extension.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The application signs in as this role. It owns nothing and bypasses nothing. Roles belong to the whole server:
-- another database of it may have made the role already, perhaps at this very moment.
DO $$
BEGIN
  CREATE ROLE belegfluss_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT USAGE ON SCHEMA public TO belegfluss_app;

-- ── Law 9: tenants cannot meet ──
-- The entity is set by set_config('app.entity', …, true) first in each transaction; none set = no rows.
CREATE FUNCTION current_entity() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.entity', true), '')::uuid $$;

DO $$
DECLARE
  t text;
BEGIN
  FOR t IN
    SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name = 'entity_id'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_entity ON %I USING (entity_id = (SELECT current_entity())) WITH CHECK (entity_id = (SELECT current_entity()))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO belegfluss_app', t);
  END LOOP;
END $$;

ALTER TABLE entity ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_entity ON entity USING (id = (SELECT current_entity()));
GRANT SELECT ON entity TO belegfluss_app;

-- Failed sign-ins are counted before an entity is known; the keys are hashes and name nobody.
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_throttle TO belegfluss_app;

-- ── Rights beyond reading and adding ──
-- act, audit_entry, audit_payload, document, stored_file, export_batch files: added, never changed, never removed.
GRANT UPDATE ON unit, person, role_grant, session, counter, arrival, invoice_case, invoice, check_report, creditor,
  budget_line, work, audit_head, idempotent_request TO belegfluss_app;
GRANT UPDATE (live, refusal) ON export_position TO belegfluss_app;
GRANT UPDATE (kind) ON document TO belegfluss_app;
GRANT UPDATE (acknowledged_at, acknowledged_by_id) ON export_batch TO belegfluss_app;
GRANT DELETE ON session, sign_in_key, role_grant, work, idempotent_request TO belegfluss_app;

-- ── Laws 7 and 8: a key never changes ──
-- Foreign keys cascade a new key with the rights of the owner: by UPDATE person SET id = … the application could rewrite
-- acts that it has no right to touch. It may therefore change every column but those of the key.
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN
    SELECT c.oid, c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname <> 'entity_id' AND NOT a.attnum = ANY (k.indkey)
    WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
      AND has_table_privilege('belegfluss_app', c.oid, 'UPDATE')
    GROUP BY c.oid, c.relname
  LOOP
    EXECUTE format('REVOKE UPDATE ON %I FROM belegfluss_app', t.relname);
    EXECUTE format('GRANT UPDATE (%s) ON %I TO belegfluss_app', t.columns, t.relname);
  END LOOP;
END $$;

-- ── Law 7: whoever certified does not order the same case, whatever content the acts covered ──
ALTER TABLE act ADD CONSTRAINT certifier_does_not_order
  EXCLUDE USING gist (entity_id WITH =, case_id WITH =, person_id WITH =, kind WITH <>)
  WHERE (kind IN ('certify', 'order'));

-- One standing act of each sort for each content.
CREATE UNIQUE INDEX one_order_per_content ON act (entity_id, case_id, covers) WHERE kind = 'order';
CREATE UNIQUE INDEX one_certificate_per_content ON act (entity_id, case_id, covers, certificate) WHERE kind = 'certify';

ALTER TABLE act
  ADD CONSTRAINT act_kind CHECK (kind IN ('certify', 'order', 'object', 'return', 'release')),
  ADD CONSTRAINT act_certificate CHECK ((kind = 'certify') = (certificate IS NOT NULL)),
  ADD CONSTRAINT act_covers CHECK (covers ~ '^[0-9a-f]{64}$');

-- ── Law 10: a case is in one live batch only ──
CREATE UNIQUE INDEX one_live_position ON export_position (entity_id, case_id, route) WHERE live;
-- … and one number of one creditor stands for one case in the books.
CREATE UNIQUE INDEX one_open_item ON export_position (entity_id, creditor_account, document_field, route) WHERE live;

-- ── Exact duplicates: the first arrival of these bytes counts, every later one refers to it ──
CREATE UNIQUE INDEX first_arrival_of_bytes ON arrival (entity_id, sha256) WHERE outcome NOT IN ('duplicate', 'rejected');
ALTER TABLE arrival
  ADD CONSTRAINT arrival_outcome CHECK (outcome IN ('pending', 'accepted', 'rejected', 'quarantined', 'duplicate')),
  ADD CONSTRAINT arrival_channel CHECK (channel IN ('upload', 'mail', 'folder')),
  ADD CONSTRAINT duplicate_names_first CHECK ((outcome = 'duplicate') = (duplicate_of_id IS NOT NULL));

ALTER TABLE invoice_case ADD CONSTRAINT case_stage CHECK (stage IN
  ('reading', 'clarify', 'assign', 'code', 'certify', 'order', 'export', 'handed-over', 'done', 'returned'));

-- ── The three narrow doors that open before an entity is known; each gives ids only ──
-- pg_temp is named last: unnamed it is searched first, and a temporary table of the caller would stand in for ours.
-- Claims due work. A lease that ran out means that its holder died: that is counted as a crash.
CREATE FUNCTION claim_work(p_steps text[], p_worker text, p_lease_seconds int, p_limit int)
RETURNS TABLE (entity_id uuid, id uuid, step text, subject_id uuid, attempt int, crashes int, fence bigint)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE work w
  SET attempt = w.attempt + 1,
      fence = w.fence + 1,
      crashes = w.crashes + CASE WHEN w.lease_until IS NULL THEN 0 ELSE 1 END,
      lease_until = clock_timestamp() + make_interval(secs => p_lease_seconds),
      leased_by = p_worker
  FROM (
    SELECT d.entity_id, d.id FROM work d
    WHERE d.step = ANY (p_steps) AND d.due_at <= clock_timestamp()
      AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
    ORDER BY d.due_at
    LIMIT least(p_limit, 100)
    FOR UPDATE SKIP LOCKED
  ) due
  WHERE w.entity_id = due.entity_id AND w.id = due.id
  RETURNING w.entity_id, w.id, w.step, w.subject_id, w.attempt, w.crashes, w.fence
$$;

CREATE FUNCTION locate_sign_in(p_kind text, p_key_hash text)
RETURNS TABLE (entity_id uuid, subject_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.entity_id, k.subject_id FROM sign_in_key k WHERE k.kind = p_kind AND k.key_hash = p_key_hash
$$;

CREATE FUNCTION route_address(p_address text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.entity_id FROM mail_address m WHERE m.address = p_address
$$;

REVOKE ALL ON FUNCTION claim_work(text[], text, int, int), locate_sign_in(text, text), route_address(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_work(text[], text, int, int), locate_sign_in(text, text), route_address(text) TO belegfluss_app;

-- ── Waking: new work calls the workers when its transaction commits ──
CREATE FUNCTION wake_workers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('work', '');
  RETURN NULL;
END $$;
CREATE TRIGGER work_added AFTER INSERT ON work FOR EACH STATEMENT EXECUTE FUNCTION wake_workers();
