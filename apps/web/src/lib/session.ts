import {
  NextStep,
  Session,
  SignedOut,
  type Confirmation,
  type Role,
  type UnitRef,
  type UsedCredential,
} from '@libs/contracts';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { change, end, get, onExpired, onStaleMark, setToken, statusOf } from './api';
import { drafts } from './browser-storage';

export const sessionKey = ['session'] as const;

async function currentSession(): Promise<Session | null> {
  try {
    const session = await get(Session, '/session');
    setToken(session.csrfToken);
    return session;
  } catch (error) {
    if (statusOf(error) === 401) return null;
    throw error;
  }
}

/** Who is signed in; null when nobody is. */
export const useSession = () => useQuery({ queryKey: sessionKey, queryFn: currentSession, staleTime: 5 * 60_000 });

/** Another person may use this tab next: nothing that was seen may stay. */
function forgetAll(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey: [root] }) => root !== sessionKey[0] });
}

function begin(client: QueryClient, session: Session): void {
  setToken(session.csrfToken);
  forgetAll(client);
  client.setQueryData(sessionKey, session);
}

const SessionOrStep = z.union([Session, NextStep]);

/** The step that is still missing; null when the person is signed in. */
export async function signIn(client: QueryClient, email: string, password: string): Promise<NextStep | null> {
  const answer = await change('POST', SessionOrStep, '/session', { body: { email, password } });
  if ('asks' in answer) return answer;
  begin(client, answer);
  return null;
}

export async function completeSignIn(client: QueryClient, code: string): Promise<void> {
  begin(client, await change('POST', Session, '/session/second-factor', { body: { code } }));
}

export async function signInWithPasskey(client: QueryClient, credential: UsedCredential): Promise<void> {
  begin(client, await change('POST', Session, '/session/passkey', { body: { credential } }));
}

/** The person proves anew who they are. What is on the page stays. */
export async function confirmProof(client: QueryClient, body: Confirmation): Promise<void> {
  const session = await change('POST', Session, '/session/confirmation', { body });
  setToken(session.csrfToken);
  client.setQueryData(sessionKey, session);
  await client.invalidateQueries({ queryKey: ['account'] });
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const out = await end(SignedOut, '/session');
    drafts.clear();
    // the session at the sign-in provider ends on a page of its own
    if (out) location.assign(out.endsAt);
    client.setQueryData(sessionKey, null);
    forgetAll(client);
  };
}

/** When the server no longer knows the session, every page leads to the sign-in and back. */
export function watchExpiry(client: QueryClient): void {
  onExpired(() => {
    client.setQueryData(sessionKey, null);
  });
  onStaleMark(async () => {
    const before = client.getQueryData<Session | null>(sessionKey);
    const now = await currentSession();
    client.setQueryData(sessionKey, now);
    // what one person wanted must not be done by another
    return before?.person.id === now?.person.id && before?.entity.id === now?.entity.id && now !== null;
  });
}

/** Ends this session and goes on in another entity of the same account; nothing that was seen goes along. */
export async function changeEntity(client: QueryClient, id: string): Promise<void> {
  const session = await change('POST', Session, '/session/entity', { body: { id } });
  setToken(session.csrfToken);
  drafts.clear();
  client.setQueryData(sessionKey, session);
  forgetAll(client);
}

/** In the whole entity, not in a unit alone. */
export function hasWholeRole(session: Session, ...roles: readonly Role[]): boolean {
  return session.roles.some(({ role, unit }) => unit === null && roles.includes(role));
}

export function hasRole(session: Session, ...roles: readonly Role[]): boolean {
  return session.roles.some(({ role }) => roles.includes(role));
}

/** The sealed units whose own people they are: who lets others look in. */
export function sealedUnitsOf(session: Session): readonly UnitRef[] {
  const own = session.roles.flatMap(({ role, unit }) =>
    unit?.sealed && (role === 'certifier' || role === 'orderer') ? [unit] : [],
  );
  return [...new Map(own.map((unit) => [unit.id, unit])).values()];
}
