import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config } from '@libs/platform';

const program = join(__dirname, 's3rver.mjs');
const ofObjects = '._S3rver_object';

/** A real S3 store (s3rver) as a process of its own, on a free port of this machine; it can be stopped, frozen and started again. */
export type S3Store = {
  readonly settings: NonNullable<Config['s3']>;
  /** The same as variables of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The keys in the bucket. */
  readonly keys: () => Promise<string[]>;
  /** Where the bytes of an object lie on the disk of the store, to damage them there. */
  readonly fileOf: (key: string) => string;
  /** Connections are taken and nothing is answered any more, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => Promise<void>;
  /** Starts it again at the same address with what it kept. */
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function startS3Store(): Promise<S3Store> {
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-s3-'));
  const bucket = 'belegfluss';
  let { child, port } = await run(folder, bucket, 0);
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL'); // also ends a frozen one
    await once(child, 'exit');
  };

  return {
    // the account that s3rver is born with
    settings: {
      endpoint,
      bucket,
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      prefix: 'archiv',
      pathStyle: true,
    },
    environment: {
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: 'S3RVER',
      S3_SECRET_ACCESS_KEY: 'S3RVER',
      S3_PREFIX: 'archiv',
    },
    keys: async () => {
      const names = await readdir(join(folder, bucket), { recursive: true });
      return names.filter((name) => name.endsWith(ofObjects)).map((name) => name.slice(0, -ofObjects.length));
    },
    fileOf: (key) => join(folder, bucket, `${key}${ofObjects}`),
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    stop,
    start: async () => {
      ({ child, port } = await run(folder, bucket, port));
    },
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves once it listens. */
async function run(folder: string, bucket: string, port: number): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['--no-deprecation', program, folder, bucket, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const found = /listening on \S+:(\d+)/.exec(said);
    if (found) return { child, port: Number(found[1]) };
  }
  throw new Error(`s3rver did not start: ${said}`);
}
