-- Who sees which cases is held by the database as well: a query that forgets its filter shows no more than a careful one.
-- Units form a tree, go live one by one and may be sealed; roles are dated, held by people or by groups.

-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "parent_id" UUID,
ADD COLUMN     "live" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "sealed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "role_grant" ALTER COLUMN "person_id" DROP NOT NULL,
ADD COLUMN     "group_id" UUID,
ADD COLUMN     "valid_from" DATE,
ADD COLUMN     "valid_until" DATE,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'local',
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "granted_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "granted_by_id" UUID,
ADD COLUMN     "needs_confirmation" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "confirmed_by_id" UUID,
ADD COLUMN     "revoked_at" TIMESTAMPTZ(6),
ADD COLUMN     "revoked_by_id" UUID;

-- AlterTable
ALTER TABLE "invoice_case" ADD COLUMN     "seal" UUID;

-- CreateTable
CREATE TABLE "person_group" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "person_group_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateTable
CREATE TABLE "group_member" (
    "entity_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "valid_from" DATE,
    "valid_until" DATE,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("entity_id","group_id","person_id")
);

-- CreateTable
CREATE TABLE "sealed_subject" (
    "entity_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,

    CONSTRAINT "sealed_subject_pkey" PRIMARY KEY ("entity_id","case_id","subject_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_group_entity_id_name_key" ON "person_group"("entity_id", "name");

-- CreateIndex
CREATE INDEX "group_member_entity_id_person_id_idx" ON "group_member"("entity_id", "person_id");

-- CreateIndex
CREATE INDEX "role_grant_entity_id_group_id_idx" ON "role_grant"("entity_id", "group_id");

-- CreateIndex
CREATE INDEX "sealed_subject_entity_id_subject_id_idx" ON "sealed_subject"("entity_id", "subject_id");

-- CreateIndex
CREATE INDEX "invoice_case_entity_id_unit_id_idx" ON "invoice_case"("entity_id", "unit_id");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_entity_id_parent_id_fkey" FOREIGN KEY ("entity_id", "parent_id") REFERENCES "unit"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_entity_id_group_id_fkey" FOREIGN KEY ("entity_id", "group_id") REFERENCES "person_group"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_entity_id_person_id_fkey" FOREIGN KEY ("entity_id", "person_id") REFERENCES "person"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_entity_id_group_id_fkey" FOREIGN KEY ("entity_id", "group_id") REFERENCES "person_group"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_subject" ADD CONSTRAINT "sealed_subject_entity_id_case_id_fkey" FOREIGN KEY ("entity_id", "case_id") REFERENCES "invoice_case"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_subject" ADD CONSTRAINT "sealed_subject_entity_id_unit_id_fkey" FOREIGN KEY ("entity_id", "unit_id") REFERENCES "unit"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ───────────────────────── What Prisma has no words for ─────────────────────────

ALTER TABLE unit ADD CONSTRAINT unit_not_below_itself CHECK (parent_id <> id);
ALTER TABLE role_grant
  ADD CONSTRAINT grant_of_person_or_group CHECK ((person_id IS NULL) <> (group_id IS NULL)),
  ADD CONSTRAINT grant_role CHECK (role IN
    ('clerk', 'certifier', 'orderer', 'finance', 'cashier', 'auditor', 'administrator', 'operator')),
  ADD CONSTRAINT grant_of_the_house CHECK (role NOT IN ('administrator', 'operator') OR unit_id IS NULL),
  ADD CONSTRAINT grant_dates CHECK (valid_until >= valid_from),
  -- who proposed a power over powers, or would hold it, does not confirm it
  ADD CONSTRAINT grant_confirmed_by_another CHECK (confirmed_by_id <> granted_by_id AND confirmed_by_id <> person_id);
ALTER TABLE group_member ADD CONSTRAINT member_dates CHECK (valid_until >= valid_from);

-- A grant is ended, never rewritten or removed: records made under it stay explainable.
REVOKE DELETE, UPDATE ON role_grant FROM belegfluss_app;
GRANT UPDATE (valid_until, confirmed_by_id, revoked_at, revoked_by_id) ON role_grant TO belegfluss_app;
GRANT UPDATE (parent_id, live, sealed) ON unit TO belegfluss_app;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['person_group', 'group_member', 'sealed_subject'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_entity ON %I USING (entity_id = (SELECT current_entity())) WITH CHECK (entity_id = (SELECT current_entity()))', t);
    EXECUTE format('GRANT SELECT ON %I TO belegfluss_app', t);
  END LOOP;
END $$;
GRANT INSERT ON person_group, group_member TO belegfluss_app;
GRANT UPDATE (name) ON person_group TO belegfluss_app;
GRANT UPDATE (valid_from, valid_until) ON group_member TO belegfluss_app;

-- ── Seals ──
-- `seal` of a case is its unit while that is sealed. What else of the case tells about it (the arrival, its mail, later
-- arrivals of the same bytes, entries of the audit chain) is found through sealed_subject, ids only.
CREATE FUNCTION seal_of_case() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.seal := (SELECT u.id FROM unit u WHERE u.entity_id = NEW.entity_id AND u.id = NEW.unit_id AND u.sealed);
  RETURN NEW;
END $$;
CREATE TRIGGER seal_of_case BEFORE INSERT OR UPDATE OF unit_id ON invoice_case FOR EACH ROW EXECUTE FUNCTION seal_of_case();

-- The application reads sealed_subject and cannot write it: the triggers run as the owner, and nobody can call them.
CREATE FUNCTION seal_subjects_of(p_entity uuid, p_case uuid, p_unit uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM sealed_subject s WHERE s.entity_id = p_entity AND s.case_id = p_case;
  IF p_unit IS NULL THEN RETURN; END IF;
  INSERT INTO sealed_subject (entity_id, case_id, subject_id, unit_id)
  WITH own AS (
    SELECT a.id, a.parent_id FROM document d JOIN arrival a ON (a.entity_id, a.id) = (d.entity_id, d.arrival_id)
    WHERE d.entity_id = p_entity AND d.case_id = p_case
  )
  SELECT p_entity, p_case, s.id, p_unit FROM (
    SELECT p_case AS id
    UNION SELECT o.id FROM own o
    UNION SELECT o.parent_id FROM own o WHERE o.parent_id IS NOT NULL
    UNION SELECT a.id FROM arrival a JOIN own o ON a.entity_id = p_entity AND a.duplicate_of_id = o.id
    UNION SELECT a.parent_id FROM arrival a JOIN own o ON a.entity_id = p_entity AND a.duplicate_of_id = o.id
      WHERE a.parent_id IS NOT NULL
  ) s;
END $$;
REVOKE ALL ON FUNCTION seal_subjects_of(uuid, uuid, uuid) FROM PUBLIC;

CREATE INDEX arrival_duplicate_of ON arrival (entity_id, duplicate_of_id) WHERE duplicate_of_id IS NOT NULL;

CREATE FUNCTION case_was_sealed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM seal_subjects_of(NEW.entity_id, NEW.id, NEW.seal);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION case_was_sealed() FROM PUBLIC;
CREATE TRIGGER case_was_made_sealed AFTER INSERT ON invoice_case FOR EACH ROW
  WHEN (NEW.seal IS NOT NULL) EXECUTE FUNCTION case_was_sealed();
CREATE TRIGGER case_was_sealed AFTER UPDATE ON invoice_case FOR EACH ROW
  WHEN (NEW.seal IS DISTINCT FROM OLD.seal) EXECUTE FUNCTION case_was_sealed();

CREATE FUNCTION sealed_case_grew() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  unit uuid;
BEGIN
  SELECT c.seal INTO unit FROM invoice_case c WHERE c.entity_id = NEW.entity_id AND c.id = NEW.case_id;
  IF unit IS NOT NULL THEN PERFORM seal_subjects_of(NEW.entity_id, NEW.case_id, unit); END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION sealed_case_grew() FROM PUBLIC;
CREATE TRIGGER sealed_case_grew AFTER INSERT ON document FOR EACH ROW EXECUTE FUNCTION sealed_case_grew();

CREATE FUNCTION sealed_bytes_came_again() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO sealed_subject (entity_id, case_id, subject_id, unit_id)
  SELECT s.entity_id, s.case_id, again.id, s.unit_id
  FROM sealed_subject s, unnest(ARRAY[NEW.id, NEW.parent_id]) AS again(id)
  WHERE s.entity_id = NEW.entity_id AND s.subject_id = NEW.duplicate_of_id AND again.id IS NOT NULL
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION sealed_bytes_came_again() FROM PUBLIC;
CREATE TRIGGER sealed_bytes_came_again AFTER INSERT ON arrival FOR EACH ROW
  WHEN (NEW.duplicate_of_id IS NOT NULL) EXECUTE FUNCTION sealed_bytes_came_again();

CREATE FUNCTION unit_was_sealed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE invoice_case c SET seal = CASE WHEN NEW.sealed THEN NEW.id END
  WHERE c.entity_id = NEW.entity_id AND c.unit_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION unit_was_sealed() FROM PUBLIC;
CREATE TRIGGER unit_was_sealed AFTER UPDATE ON unit FOR EACH ROW
  WHEN (NEW.sealed IS DISTINCT FROM OLD.sealed) EXECUTE FUNCTION unit_was_sealed();

-- ── Sight: named beside the entity, first in each transaction; none named = no case is seen ──
-- app.reach: `everything` (the machine), `unsealed` (all but sealed units), `own` (the named units alone).
-- app.units: units whose cases are seen too, sealed ones as well. app.person: what they handed in themselves.
CREATE FUNCTION sight_reach() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(nullif(current_setting('app.reach', true), ''), 'own') $$;
CREATE FUNCTION sight_units() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(nullif(current_setting('app.units', true), '')::uuid[], '{}') $$;
CREATE FUNCTION sight_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.person', true), '')::uuid $$;

-- Restrictive: they narrow what own_entity allows. Writing is checked against what was seen, not against what will be: who
-- gives a case away does not see it afterwards.
CREATE POLICY seen ON invoice_case AS RESTRICTIVE USING (
  unit_id = ANY ((SELECT sight_units())::uuid[])
  OR (SELECT sight_reach()) = 'everything'
  OR ((SELECT sight_reach()) = 'unsealed' AND seal IS NULL)
) WITH CHECK (true);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['document', 'invoice', 'check_report', 'act', 'export_position'] LOOP
    EXECUTE format($policy$
      CREATE POLICY seen ON %1$I AS RESTRICTIVE USING (
        (SELECT sight_reach()) = 'everything'
        OR EXISTS (SELECT 1 FROM invoice_case c WHERE c.entity_id = %1$I.entity_id AND c.id = %1$I.case_id)
      ) WITH CHECK (true)$policy$, t);
  END LOOP;
END $$;

CREATE POLICY seen ON arrival AS RESTRICTIVE USING (
  (SELECT sight_reach()) = 'everything'
  OR (
    NOT EXISTS (SELECT 1 FROM sealed_subject s WHERE s.entity_id = arrival.entity_id AND s.subject_id = arrival.id
      AND NOT s.unit_id = ANY ((SELECT sight_units())::uuid[]))
    AND (
      (SELECT sight_reach()) = 'unsealed'
      OR submitted_by_id = (SELECT sight_person())
      OR EXISTS (SELECT 1 FROM sealed_subject s WHERE s.entity_id = arrival.entity_id AND s.subject_id = arrival.id)
      OR EXISTS (SELECT 1 FROM document d WHERE d.entity_id = arrival.entity_id
        AND d.arrival_id IN (arrival.id, arrival.duplicate_of_id))
    )
  )
) WITH CHECK (true);

-- The entries themselves (kind, sequence, hashes) are open to whoever may read the chain; what they say is not.
CREATE POLICY seen ON audit_payload AS RESTRICTIVE USING (
  (SELECT sight_reach()) = 'everything'
  OR EXISTS (
    SELECT 1 FROM audit_entry e
    WHERE e.entity_id = audit_payload.entity_id AND e.seq = audit_payload.seq
      AND NOT EXISTS (SELECT 1 FROM sealed_subject s WHERE s.entity_id = e.entity_id AND s.subject_id = e.subject_id
        AND NOT s.unit_id = ANY ((SELECT sight_units())::uuid[]))
      AND (
        (SELECT sight_reach()) = 'unsealed'
        OR NOT (e.kind LIKE 'case-%' OR e.kind LIKE 'arrival-%')
        OR EXISTS (SELECT 1 FROM invoice_case c WHERE c.entity_id = e.entity_id AND c.id = e.subject_id)
        OR EXISTS (SELECT 1 FROM arrival a WHERE a.entity_id = e.entity_id AND a.id = e.subject_id)
      )
  )
) WITH CHECK (true);

-- ── Search: under row-level security the planner leaves trigram indexes aside, so this door filters by itself ──
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE FUNCTION searchable(seller text, invoice_number text, number text, file_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT lower(coalesce(seller, '') || E'\n' || coalesce(invoice_number, '') || E'\n' || number || E'\n' || file_name) $$;
CREATE INDEX invoice_case_searchable ON invoice_case
  USING gin (entity_id, searchable(seller, invoice_number, number, file_name) gin_trgm_ops);
CREATE INDEX invoice_case_gross ON invoice_case (entity_id, gross);

-- Cases of the entity named that the sight named reaches, in which the fragment occurs or whose gross amount it is. Ids only.
CREATE FUNCTION find_cases(p_fragment text, p_gross numeric) RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id FROM invoice_case c
  WHERE c.entity_id = (SELECT current_entity())
    AND (
      searchable(c.seller, c.invoice_number, c.number, c.file_name)
        LIKE '%' || regexp_replace(lower(replace(p_fragment, E'\n', ' ')), '([\\%_])', '\\\1', 'g') || '%'
      OR c.gross = p_gross
    )
    AND (
      c.unit_id = ANY ((SELECT sight_units())::uuid[])
      OR (SELECT sight_reach()) = 'everything'
      OR ((SELECT sight_reach()) = 'unsealed' AND c.seal IS NULL)
    )
$$;
REVOKE ALL ON FUNCTION find_cases(text, numeric) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_cases(text, numeric) TO belegfluss_app;
