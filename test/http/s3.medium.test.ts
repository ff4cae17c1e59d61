import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { S3Storage } from '@libs/platform';
import { eventually } from '../support/house';
import { type RunningApp, startApp } from '../support/processes';
import { type S3Store, startS3Store } from '../support/s3-store';
import { openServer, type TestServer } from '../support/server';
import { ublInvoice } from '../support/xrechnung-xml';
import { type Answer, type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

let store: S3Store;
let server: TestServer;
let clerk: Client;

beforeAll(async () => {
  store = await startS3Store();
  server = await openServer(store.environment, {
    archiveIn: (dataDir) => new S3Storage({ ...store.settings, dataDir }),
  });
  clerk = await signedIn(server.url, 'clerk');
}, 60_000);

afterAll(async () => {
  await server.close();
  await store.close();
});

const temp = (): string[] => readdirSync(server.house.folder, { recursive: true, encoding: 'utf8' });

function expectAway(answer: Answer): void {
  const { message } = expectProblem(answer, 503, 'unavailable');
  expect(message.de).toMatch(/Speicher des Archivs antwortet nicht/);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
}

test('an invoice travels from upload to case with its original in a bucket', async () => {
  const content = ublInvoice({ number: 'S3-1' });
  const sha256 = createHash('sha256').update(content).digest('hex');
  const arrival = await clerk.received(content);
  const detail = await clerk.caseOf(arrival.id, 'code');

  expect(await store.keys()).toEqual([`archiv/${server.house.entityId}/${sha256.slice(0, 2)}/${sha256}`]);
  const original = await clerk.get(`/documents/${detail.documents[0]!.id}/original`);
  expect(original.status).toBe(200);
  expect(original.body.toString()).toBe(content);
});

test('while the bucket is away nothing is accepted, all else goes on, and afterwards it is taken', async () => {
  const arrival = await clerk.received(ublInvoice({ number: 'S3-2' }));
  const { id, documents } = await clerk.caseOf(arrival.id, 'code');
  const parts = [{ name: 'a.xml', content: ublInvoice({ number: 'S3-3' }) }];

  await store.stop();
  expectAway(await clerk.upload(parts));
  expectAway(await clerk.get(`/documents/${documents[0]!.id}/original`));
  expect((await clerk.get(`/cases/${id}`)).status).toBe(200);
  expect(temp().filter((path) => /\.incoming|spool\/./.test(path))).toEqual([]);
  expect(await server.sql(`SELECT 1 FROM arrival`)).toHaveLength(2);

  await store.start();
  expect((await clerk.upload(parts)).status).toBe(201);
});

test('an invoice that cannot be read while the bucket is away waits for it, however long, and is not to blame', async () => {
  await server.house.stopWorkers();
  const arrival = await clerk.received(ublInvoice({ number: 'S3-4' }));
  await store.stop();
  const worker = await server.house.startWorker();
  const waiting = () =>
    server.sql(`SELECT id FROM work WHERE subject_id = $1 AND fence > $2 AND lease_until IS NULL AND attempt = 0`, [
      arrival.id,
      attempts,
    ]);
  let attempts = 0;
  for (; attempts < 7; attempts += 1) {
    await eventually(async () => ((await waiting()).length === 1 ? true : undefined));
    await server.sql(`UPDATE work SET due_at = now() WHERE subject_id = $1`, [arrival.id]);
  }
  await store.start();
  await server.sql(`UPDATE work SET due_at = now() WHERE subject_id = $1`, [arrival.id]);
  await clerk.caseOf(arrival.id, 'code');
  await worker.stop();
}, 60_000);

describe('a process', () => {
  const ended = async (settings: NodeJS.ProcessEnv): Promise<{ code: number | null; log: string }> => {
    const app: RunningApp = await startApp('worker', server.house, { ...store.environment, ...settings });
    const { code } = await app.ended;
    return { code, log: app.log() };
  };

  test('does not start with a key that the store does not know, and says which line is wrong', async () => {
    const { code, log } = await ended({ S3_ACCESS_KEY_ID: 'nobody', S3_SECRET_ACCESS_KEY: 'streng-geheim' });
    expect(code).toBe(1);
    expect(log).toMatch(/das Programm startet nicht\. S3_ACCESS_KEY_ID: der Speicher kennt diesen Schlüssel nicht/);
    expect(log).toMatch(/S3_ACCESS_KEY_ID: the store does not know this key/);
    expect(log).not.toContain('geheim');
  });

  test('does not start with half of the settings', async () => {
    const { code, log } = await ended({ S3_BUCKET: '' });
    expect(code).toBe(1);
    expect(log).toContain('S3_BUCKET ist nicht gesetzt');
  });
});
