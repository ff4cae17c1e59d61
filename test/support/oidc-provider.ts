import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port';

const program = join(__dirname, 'oidc-server.mjs');

export type Claims = {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
};

/** A real sign-in provider on this machine. Whoever writes a login that it knows is signed in. */
export type TestProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Login → what is said of that person from now on. */
  readonly know: (people: Readonly<Record<string, Claims>>) => Promise<void>;
  /** Connections are taken and nothing is answered any more, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly close: () => Promise<void>;
};

/** `ours` are the addresses at which browsers reach Belegfluss, `id` is what its settings call the provider. */
export async function startProvider(id: string, ours: readonly string[]): Promise<TestProvider> {
  const port = await freePort();
  const client = {
    client_id: 'belegfluss',
    client_secret: 'only-for-tests-and-long-enough-for-any',
    redirect_uris: ours.map((origin) => `${origin}/api/v1/session/providers/${id}/callback`),
    post_logout_redirect_uris: ours.map((origin) => `${origin}/anmelden`),
  };
  const child = spawn(process.execPath, ['--no-deprecation', program, String(port), JSON.stringify(client)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await heard(child);
  return {
    issuer: `http://localhost:${port}`,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    know: async (people) => {
      child.send(people);
      await heard(child);
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function heard(child: ChildProcess): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(child, 'exit', { signal }).then(() => Promise.reject(new Error('The sign-in provider ended.')));
  await Promise.race([once(child, 'message', { signal }), ended]).finally(() => waiting.abort());
  await ended.catch(() => undefined); // it was only the waiting that ended
}

/** The file of OIDC_PROVIDERS. */
export function writeProviders(path: string, providers: readonly object[]): string {
  writeFileSync(path, JSON.stringify(providers));
  chmodSync(path, 0o600);
  return path;
}
