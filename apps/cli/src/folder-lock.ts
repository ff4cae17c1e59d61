import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { CommandFailed } from './command-failed';
import { codeOf } from './error-code';

export type FolderLock = {
  /** Tells a second start where the first can be found. */
  announce(address: string): void;
  release(): void;
};

/**
 * Lets one start at a time work in a data folder. The lock is a socket without a file: the system takes it back when
 * the process ends, however it ends, so there is no stale lock to recover.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  let address = '';
  const server = createServer((visitor) => {
    visitor.on('error', () => undefined); // a visitor who leaves early
    visitor.end(`${process.pid}\n${address}`);
  });
  try {
    await listen(server, nameOf(folder));
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    throw alreadyRunning(folder, await askHolder(nameOf(folder)));
  }
  server.unref();
  return {
    announce: (reachable) => (address = reachable),
    release: () => server.close(),
  };
}

const nameOf = (folder: string): string =>
  process.platform === 'linux'
    ? `\0belegfluss-${createHash('sha256').update(folder).digest('hex')}`
    : join(folder, 'up.socket');

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });

const askHolder = (path: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    connect(path)
      .on('data', (chunk: Buffer) => (answer += chunk.toString()))
      .on('error', () => resolve(answer))
      .on('close', () => resolve(answer))
      .setTimeout(1000, () => resolve(answer));
  });

function alreadyRunning(folder: string, answer: string): CommandFailed {
  const [pid = '', address = ''] = answer.split('\n');
  const de = address === '' ? 'es startet noch' : `unter ${address}`;
  const en = address === '' ? 'it is still starting' : `at ${address}`;
  return new CommandFailed({
    de: `Belegfluss läuft schon mit dem Datenordner ${folder} (Prozess ${pid}, ${de}); ein zweites Mal startet es dort nicht. Bitte das laufende benutzen, es mit Strg-C beenden oder mit --data einen anderen Ordner angeben.`,
    en: `Belegfluss already runs with the data folder ${folder} (process ${pid}, ${en}); it does not start there twice. Please use the running one, end it with Ctrl-C, or name another folder with --data.`,
  });
}
