import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account';
import { PostgresFailed } from './postgres-failed';
import { processesIn, signal } from './postmaster';

export const owner = 'belegfluss';
/** Also what `initdb` writes into PG_VERSION. */
const major = '18';
const draftPrefix = 'new-';

export type Cluster = { readonly data: string; readonly native: string; readonly account: Account };

/** Makes the cluster unless it is there. It grows under another name, so a kill in the middle leaves only a draft. */
export async function ensureCluster(
  folder: string,
  native: string,
  account: Account,
  password: string,
): Promise<Cluster> {
  readdirSync(folder)
    .filter((name) => name.startsWith(draftPrefix))
    .forEach((name) => discardDraft(join(folder, name)));
  const data = join(folder, 'data');
  const version = join(data, 'PG_VERSION');
  if (!existsSync(version)) await initialise(folder, data, native, account, password);

  const found = readFileSync(version, 'utf8').trim();
  if (found !== major) {
    throw new PostgresFailed({
      de: `Die Daten in ${data} gehören zu PostgreSQL ${found}, mitgeliefert ist ${major}; die Datenbank startet nicht. Bitte die passende Fassung von Belegfluss nehmen oder eine Sicherung zurückspielen.`,
      en: `The data in ${data} belong to PostgreSQL ${found}, version ${major} is shipped, so the database does not start. Please use the matching version of Belegfluss or restore a backup.`,
    });
  }
  return { data, native, account };
}

/** The `initdb` of a killed start may still be writing. */
function discardDraft(draft: string): void {
  for (const pid of [...processesIn(draft), ...processesIn(join(draft, 'data'))]) signal(pid, 'SIGKILL');
  rmSync(draft, { recursive: true, force: true, maxRetries: 30 });
}

async function initialise(
  folder: string,
  data: string,
  native: string,
  account: Account,
  password: string,
): Promise<void> {
  const draft = mkdtempSync(join(folder, draftPrefix));
  const passwordFile = join(draft, 'password');
  const draftData = join(draft, 'data');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(draftData, { mode: 0o700 });
  if (account) for (const path of [draft, passwordFile, draftData]) chownSync(path, account.uid, account.gid);

  await runInitdb(native, account, draft, [
    `--pgdata=${draftData}`,
    `--username=${owner}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    // pg_trgm asks the C library which bytes are letters: with plain C, umlauts would cut words apart.
    '--lc-ctype=C.UTF-8',
  ]);
  renameSync(draftData, data);
  rmSync(draft, { recursive: true });
}

function runInitdb(native: string, account: Account, cwd: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(native, 'bin', 'initdb'), args, { ...account, cwd, env: serverEnvironment });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => reject(initdbFailed(error.message)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(initdbFailed(output.trim()))));
  });
}

const initdbFailed = (output: string): PostgresFailed =>
  new PostgresFailed({
    de: `Die Datenbank ließ sich nicht anlegen, Belegfluss startet nicht. Ausgabe von initdb:\n${output}\nBitte Platz und Rechte des Datenordners prüfen und neu starten.`,
    en: `The database could not be made, so Belegfluss does not start (output of initdb above). Please check space and permissions of the data folder and start again.`,
  });

/** Nothing of ours: PGDATA, PGPORT or a foreign locale would steer the server. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
