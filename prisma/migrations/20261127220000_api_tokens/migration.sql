-- Keys for programs that act for a person: never wider than the person, narrowed by scopes, with an end. The token itself is
-- known to nobody here, its hash leads to the row through locate_sign_in().

-- CreateTable
CREATE TABLE "api_token" (
    "entity_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "last_used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("entity_id","id")
);

-- CreateIndex
CREATE INDEX "api_token_entity_id_person_id_idx" ON "api_token"("entity_id", "person_id");

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_entity_id_person_id_fkey" FOREIGN KEY ("entity_id", "person_id") REFERENCES "person"("entity_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_entity ON api_token USING (entity_id = (SELECT current_entity())) WITH CHECK (entity_id = (SELECT current_entity()));
GRANT SELECT, INSERT ON api_token TO belegfluss_app;
GRANT UPDATE (last_used_at, revoked_at) ON api_token TO belegfluss_app;
