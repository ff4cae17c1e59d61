-- How people come in: one account may act in several entities, proves itself in more ways than by a password, and what is good
-- for one use only (an invitation, a challenge, a sign-in under way) lies in one place until it is taken.

-- AlterTable
ALTER TABLE "entity" ADD COLUMN     "operates" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "account_id" UUID,
ADD COLUMN     "disabled_at" TIMESTAMPTZ(6),
ADD COLUMN     "recovery_hashes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "totp_secret" TEXT,
ADD COLUMN     "totp_step" BIGINT;

-- CreateTable
CREATE TABLE "one_time_key" (
    "kind" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "one_time_key_pkey" PRIMARY KEY ("kind","key_hash")
);

-- CreateTable
CREATE TABLE "passkey" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "last_used_at" TIMESTAMPTZ(6),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateIndex
CREATE INDEX "one_time_key_expires_at_idx" ON "one_time_key"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "passkey_entity_id_credential_id_key" ON "passkey"("entity_id", "credential_id");

-- CreateIndex
CREATE INDEX "passkey_entity_id_person_id_idx" ON "passkey"("entity_id", "person_id");

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_entity_id_person_id_fkey" FOREIGN KEY ("entity_id", "person_id") REFERENCES "person"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ───────────────────────── What Prisma has no words for ─────────────────────────

ALTER TABLE person
  -- a guest proves who they are where their account is, and nowhere else
  ADD CONSTRAINT guest_without_secrets CHECK (account_id IS NULL OR (password_hash IS NULL AND totp_secret IS NULL)),
  ADD CONSTRAINT guest_of_another CHECK (account_id <> id);
CREATE UNIQUE INDEX one_guest_of_an_account ON person (entity_id, account_id);

ALTER TABLE passkey ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_entity ON passkey USING (entity_id = (SELECT current_entity())) WITH CHECK (entity_id = (SELECT current_entity()));
GRANT SELECT, INSERT, DELETE ON passkey TO belegfluss_app;
GRANT UPDATE (name, counter, last_used_at) ON passkey TO belegfluss_app;

-- Taken before an entity is known. Its keys are hashes of random tokens that this database never saw.
GRANT SELECT, INSERT, DELETE ON one_time_key TO belegfluss_app;

GRANT UPDATE (account_id, disabled_at, recovery_hashes, totp_secret, totp_step) ON person TO belegfluss_app;
GRANT UPDATE (name, settings) ON entity TO belegfluss_app;
GRANT DELETE ON mail_address, group_member TO belegfluss_app;
GRANT UPDATE (name) ON person_group TO belegfluss_app;
GRANT UPDATE (valid_from, valid_until) ON group_member TO belegfluss_app;

-- ── The operator of a data centre: many entities, and not one invoice of them ──
-- Both answer to a transaction of the operator's own entity alone; what they give is names and numbers.
CREATE FUNCTION operated_entities()
RETURNS TABLE (id uuid, name text, addresses text[], units int, live_units int, people int, waiting int, oldest_due_seconds float8)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.id, e.name,
    coalesce((SELECT array_agg(m.address ORDER BY m.address) FROM mail_address m WHERE m.entity_id = e.id), '{}'),
    (SELECT count(*) FROM unit u WHERE u.entity_id = e.id)::int,
    (SELECT count(*) FROM unit u WHERE u.entity_id = e.id AND u.live)::int,
    (SELECT count(*) FROM person p WHERE p.entity_id = e.id AND p.disabled_at IS NULL)::int,
    (SELECT count(*) FROM work w WHERE w.entity_id = e.id AND w.due_at <= clock_timestamp())::int,
    (SELECT extract(epoch FROM clock_timestamp() - min(w.due_at)) FROM work w WHERE w.entity_id = e.id AND w.due_at <= clock_timestamp())::float8
  FROM entity e
  WHERE EXISTS (SELECT FROM entity o WHERE o.id = current_entity() AND o.operates)
  ORDER BY e.name, e.id
$$;

-- A new entity, empty: people, units and addresses are made in it by a transaction of its own.
CREATE FUNCTION found_entity(p_id uuid, p_name text, p_settings jsonb) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM entity o WHERE o.id = current_entity() AND o.operates) THEN
    RETURN false;
  END IF;
  INSERT INTO entity (id, name, settings) VALUES (p_id, p_name, p_settings);
  RETURN true;
END $$;

REVOKE ALL ON FUNCTION operated_entities(), found_entity(uuid, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operated_entities(), found_entity(uuid, text, jsonb) TO belegfluss_app;
