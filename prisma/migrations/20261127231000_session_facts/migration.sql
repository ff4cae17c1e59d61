-- What a person needs to recognise a session of theirs in a list, and how and when they proved who they are.

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "agent" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'password',
ADD COLUMN     "authenticated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateIndex
CREATE INDEX "session_entity_id_person_id_idx" ON "session"("entity_id", "person_id");

GRANT UPDATE (method, authenticated_at) ON session TO belegfluss_app;
