import { Session, type Role } from '@libs/contracts';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { change, get, onExpired, remove, setToken, statusOf } from './api';
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

export async function signIn(client: QueryClient, email: string, password: string): Promise<void> {
  const session = await change('POST', Session, '/session', { body: { email, password } });
  setToken(session.csrfToken);
  forgetAll(client);
  client.setQueryData(sessionKey, session);
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await remove('/session');
    drafts.clear();
    client.setQueryData(sessionKey, null);
    forgetAll(client);
  };
}

/** When the server no longer knows the session, every page leads to the sign-in and back. */
export function watchExpiry(client: QueryClient): void {
  onExpired(() => {
    client.setQueryData(sessionKey, null);
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
