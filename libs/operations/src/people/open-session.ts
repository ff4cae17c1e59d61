import { type ProofMethod } from '@libs/contracts';
import { type Tx } from '@libs/db';
import { hashToken, newToken } from '@libs/platform';
import { v7 as uuid } from 'uuid';

const SESSION_HOURS = 12;

/** The token is told once, to the browser; the database knows its hash only. */
export type SignedIn = { readonly token: string; readonly entityId: string; readonly personId: string };

/** How somebody came in. */
export type Entry = {
  readonly method: ProofMethod;
  /** What the browser calls itself. */
  readonly agent: string;
  /** When the proof was given; now, unless somebody else took it earlier. */
  readonly authenticatedAt?: Date;
  /** The sign-in provider, and its ID token, sealed for this session (`idTokenPlace`). */
  readonly provider?: { readonly id: string; readonly seal: (sessionId: string) => string };
};

const AGENT_LENGTH = 200;
/** Foreign text: only what is printable, and not much of it. */
const cleanAgent = (agent: string): string => agent.replace(/[^\x20-\x7e]/g, '').slice(0, AGENT_LENGTH);

/** Where every way of signing in ends: a new session under a new token, and an entry in the audit chain. */
export async function openSession(
  tx: Tx,
  personId: string,
  { method, agent, authenticatedAt, provider }: Entry,
): Promise<SignedIn> {
  const token = newToken();
  const id = uuid();
  await tx.people.startSession({
    id,
    personId,
    tokenHash: hashToken(token),
    startedAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + SESSION_HOURS * 3_600_000),
    agent: cleanAgent(agent),
    method,
    ...(authenticatedAt && { authenticatedAt }),
    ...(provider && { provider: provider.id, idToken: provider.seal(id) }),
  });
  await tx.audit.append({
    kind: 'signed-in',
    actorId: personId,
    payload: { method, ...(provider && { provider: provider.id }) },
    told: { method },
  });
  return { token, entityId: tx.entityId, personId };
}

/** What binds the sealed ID token to its session. */
export const idTokenPlace = (entityId: string, sessionId: string): string => `id-token ${entityId} ${sessionId}`;
