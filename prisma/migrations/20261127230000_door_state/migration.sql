-- Where a file or mail lies before a door and nobody fetches it, no row of work says so. Whoever fetches tells here when it last
-- looked and what waits; a door that falls silent is told to the people at the desk.

-- CreateTable
CREATE TABLE "door_state" (
    "entity_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "looked_at" TIMESTAMPTZ(6) NOT NULL,
    "waiting" INTEGER NOT NULL,
    "seen" JSONB NOT NULL DEFAULT '{}',
    "waiting_since" TIMESTAMPTZ(6),

    CONSTRAINT "door_state_pkey" PRIMARY KEY ("entity_id","kind","name")
);

ALTER TABLE door_state ADD CONSTRAINT door_kind CHECK (kind IN ('folder', 'mailbox'));
ALTER TABLE door_state ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_entity ON door_state USING (entity_id = (SELECT current_entity())) WITH CHECK (entity_id = (SELECT current_entity()));
GRANT SELECT, INSERT ON door_state TO belegfluss_app;
GRANT UPDATE (looked_at, waiting, seen, waiting_since) ON door_state TO belegfluss_app;
