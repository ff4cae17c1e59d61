import { Database } from '@libs/db';
import { hashToken, newToken } from '@libs/platform';
import { z } from 'zod';

export const CHALLENGE_SECONDS = 5 * 60;
const KIND = 'passkey';

const Purpose = z.discriminatedUnion('for', [
  z.object({ for: z.literal('use') }),
  z.object({ for: z.literal('make'), entityId: z.uuid(), personId: z.uuid() }),
]);
/** What a challenge was given for: to use a passkey, or to make one for this person. */
export type Purpose = z.infer<typeof Purpose>;

const ClientData = z.object({ challenge: z.string().min(1).max(200) });

/** A challenge that is good for one answer. */
export async function newChallenge(database: Database, purpose: Purpose): Promise<string> {
  const challenge = newToken();
  await database.oneTimeKeys.put(KIND, hashToken(challenge), purpose, CHALLENGE_SECONDS);
  return challenge;
}

/** Takes the challenge that the browser says it answers, whatever becomes of the answer; undefined where we never gave it. */
export async function takeChallenge(
  database: Database,
  clientDataJson: string,
): Promise<{ readonly challenge: string; readonly purpose: Purpose } | undefined> {
  const challenge = challengeIn(clientDataJson);
  if (challenge === undefined) return undefined;
  const purpose = Purpose.safeParse(await database.oneTimeKeys.take(KIND, hashToken(challenge)));
  return purpose.success ? { challenge, purpose: purpose.data } : undefined;
}

function challengeIn(clientDataJson: string): string | undefined {
  try {
    const data = ClientData.parse(JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8')));
    // what the browser signs is the text of our challenge as bytes, written as base64url
    return Buffer.from(data.challenge, 'base64url').toString('utf8');
  } catch {
    return undefined;
  }
}
