-- A session that began at a sign-in provider ends there too: which provider it was, and what that asks for to know the person again
-- (the ID token, sealed with the key of the installation).

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "provider" TEXT,
ADD COLUMN     "id_token" TEXT;
