-- What administrators change has a version, so that nobody overwrites what they have not seen; and what one administrator may not do
-- alone is proposed by one and accepted by another.

-- AlterTable
ALTER TABLE "entity" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "unit" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "person_group" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "proposal" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "unit_id" UUID,
    "person_id" UUID,
    "address" TEXT,
    "reason" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(6) NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(6),
    "decided_by_id" UUID,
    "accepted" BOOLEAN,
    "applied_at" TIMESTAMPTZ(6),

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateIndex
CREATE INDEX "proposal_entity_id_unit_id_idx" ON "proposal"("entity_id", "unit_id");

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_entity_id_unit_id_fkey" FOREIGN KEY ("entity_id", "unit_id") REFERENCES "unit"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_entity_id_person_id_fkey" FOREIGN KEY ("entity_id", "person_id") REFERENCES "person"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ───────────────────────── What Prisma has no words for ─────────────────────────

GRANT UPDATE (version) ON entity, unit, person, person_group TO belegfluss_app;

ALTER TABLE proposal
  ADD CONSTRAINT proposal_kind CHECK (CASE kind
    WHEN 'unseal' THEN unit_id IS NOT NULL AND person_id IS NULL AND address IS NULL
    WHEN 'address' THEN unit_id IS NULL AND person_id IS NOT NULL AND address IS NOT NULL
    ELSE false END),
  ADD CONSTRAINT proposal_decision CHECK (
    (decided_at IS NULL) = (decided_by_id IS NULL) AND (decided_at IS NULL) = (accepted IS NULL)),
  -- who proposed it takes it back, and never accepts it; nor does whom it is about
  ADD CONSTRAINT proposal_accepted_by_another CHECK (
    NOT coalesce(accepted, false) OR (decided_by_id <> proposed_by_id AND decided_by_id IS DISTINCT FROM person_id));
CREATE UNIQUE INDEX one_open_proposal_of_a_unit ON proposal (entity_id, unit_id) WHERE decided_at IS NULL;
CREATE UNIQUE INDEX one_open_proposal_of_a_person ON proposal (entity_id, person_id) WHERE decided_at IS NULL;

ALTER TABLE proposal ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_entity ON proposal USING (entity_id = (SELECT current_entity())) WITH CHECK (entity_id = (SELECT current_entity()));
GRANT SELECT ON proposal TO belegfluss_app;
-- It is made open and decided once: what was decided is not theirs to write anew.
GRANT INSERT (entity_id, id, kind, unit_id, person_id, address, reason, proposed_at, proposed_by_id) ON proposal TO belegfluss_app;
GRANT UPDATE (decided_at, decided_by_id, accepted) ON proposal TO belegfluss_app;

CREATE FUNCTION proposal_is_decided_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a proposal is decided once' USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_decided_once';
END $$;
CREATE TRIGGER proposal_is_decided_once BEFORE UPDATE OF decided_at, decided_by_id, accepted ON proposal FOR EACH ROW
  WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION proposal_is_decided_once();

-- A seal is lifted by an accepted proposal, which serves once. Whoever may write that mark themselves owns the tables.
CREATE FUNCTION seal_is_lifted_by_two() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF has_column_privilege(session_user, 'public.proposal', 'applied_at', 'UPDATE') THEN RETURN NEW; END IF;
  UPDATE proposal p SET applied_at = clock_timestamp()
  WHERE p.entity_id = NEW.entity_id AND p.unit_id = NEW.id AND p.kind = 'unseal' AND p.accepted AND p.applied_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the seal of a unit is lifted by two' USING ERRCODE = 'check_violation', CONSTRAINT = 'seal_lifted_by_two';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION seal_is_lifted_by_two() FROM PUBLIC;
CREATE TRIGGER seal_is_lifted_by_two BEFORE UPDATE ON unit FOR EACH ROW
  WHEN (OLD.sealed AND NOT NEW.sealed) EXECUTE FUNCTION seal_is_lifted_by_two();

-- A power over powers that a person gave counts after a second person has confirmed it, whatever the program says.
ALTER TABLE role_grant ADD CONSTRAINT grant_of_power_confirmed
  CHECK (role <> 'administrator' OR needs_confirmation OR granted_by_id IS NULL);
CREATE INDEX role_grant_waiting ON role_grant (entity_id, granted_at) WHERE needs_confirmation AND confirmed_by_id IS NULL AND revoked_at IS NULL;
CREATE INDEX role_grant_of_unit ON role_grant (entity_id, unit_id) WHERE unit_id IS NOT NULL;
-- The list of people is shown in this order.
CREATE INDEX person_by_name ON person (entity_id, lower(name), id);
