-- The identity of an arrival in its channel: mailbox, UIDVALIDITY and UID, or folder, inode, time, size and name. What its
-- channel shows a second time, because the process died between the commit and the move, is the arrival that is here already.
-- The application may set it when it adds the row and never change it: there is no UPDATE right on a new column.
-- AlterTable
ALTER TABLE "arrival" ADD COLUMN     "origin" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "arrival_entity_id_origin_key" ON "arrival"("entity_id", "origin");
