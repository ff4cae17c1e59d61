import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './house';
import { freePort } from './free-port';

const program = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((path) => existsSync(path)) ?? 'dovecot';
/** Whether there is a Dovecot to be started on this machine. */
export const hasDovecot = (): boolean => existsSync(program);

const password = 'geheim';
const owner = process.getuid?.() === 0 ? 'nobody' : execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
const group = execFileSync('id', ['-gn', owner], { encoding: 'utf8' }).trim();
const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, owner], { encoding: 'utf8' }))) as [
  number,
  number,
];

const configuration = (base: string, port: number, capability: string | undefined): string => `
base_dir = ${base}/run
state_dir = ${base}/state
log_path = ${base}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${owner}
default_internal_group = ${group}
default_login_user = ${owner}
first_valid_uid = 1
mail_location = maildir:${base}/mail/%n
mail_fsync = never
${capability === undefined ? '' : `imap_capability = ${capability}`}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${base}/mail/%n
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
}
service anvil {
  chroot =
}
`;

/** A real Dovecot on a free port, over mail folders of its own. `capability` replaces what it says that it can do. */
export async function startDovecot(capability?: string) {
  const base = mkdtempSync(join(tmpdir(), 'belegfluss-dovecot-'));
  chmodSync(base, 0o755);
  for (const folder of ['state', 'mail']) mkdirSync(join(base, folder));
  const port = await freePort();
  writeFileSync(join(base, 'dovecot.conf'), configuration(base, port, capability));
  if (owner === 'nobody') execFileSync('chown', ['-R', `${owner}:${group}`, join(base, 'mail')]);

  let child: ChildProcess;
  const start = async (): Promise<void> => {
    rmSync(join(base, 'run'), { recursive: true, force: true });
    mkdirSync(join(base, 'run'));
    child = spawn(program, ['-F', '-c', join(base, 'dovecot.conf')], {
      stdio: 'ignore',
      detached: true, // a group of its own, so that its sessions end with it
    });
    await eventually(() => answers(port));
  };
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await gone;
  };
  await start();

  const place = (user: string, folder: string): string =>
    join(base, 'mail', user, ...(folder === 'INBOX' ? [] : [`.${folder}`]));
  const list = (user: string, folder = 'INBOX'): string[] =>
    ['new', 'cur'].flatMap((part) => {
      const path = join(place(user, folder), part);
      return existsSync(path) ? readdirSync(path) : [];
    });
  const hand = (path: string): void => {
    if (owner === 'nobody') chownSync(path, uid, gid);
  };
  let delivered = 0;
  return {
    port,
    password,
    start,
    stop,
    list,
    /** Puts a mail into the mailbox as a delivery agent does: written aside, then renamed. What its name begins with. */
    deliver: (user: string, mail: string): string => {
      const root = place(user, 'INBOX');
      for (const folder of [root, ...['new', 'cur', 'tmp'].map((part) => join(root, part))]) {
        if (mkdirSync(folder, { recursive: true }) !== undefined) hand(folder);
      }
      const name = `${Date.now()}.${(delivered += 1)}.test`;
      const aside = join(root, 'tmp', name);
      writeFileSync(aside, mail.replaceAll(/\r?\n/g, '\r\n'));
      hand(aside);
      renameSync(aside, join(root, 'new', name));
      return name;
    },
    /** The server numbers this mailbox anew, as after a restore. */
    renumber: (user: string): void => {
      for (const file of readdirSync(place(user, 'INBOX'))) {
        if (file.startsWith('dovecot')) rmSync(join(place(user, 'INBOX'), file), { force: true, recursive: true });
      }
    },
    close: async (): Promise<void> => {
      await stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

export type Dovecot = Awaited<ReturnType<typeof startDovecot>>;

const answers = (port: number): Promise<true | undefined> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (greeting) => {
      socket.destroy();
      resolve(greeting.toString().startsWith('* OK') ? true : undefined);
    });
    socket.once('error', () => resolve(undefined));
  });
