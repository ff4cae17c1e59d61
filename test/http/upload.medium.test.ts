import { createHash, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Arrival, Received } from '@libs/contracts';
import { eventually } from '../support/house';
import { openServer, serve, type TestServer } from '../support/server';
import { ublInvoice } from '../support/xrechnung-xml';
import { type Answer, Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { megabytesOf, multipart, multipartBytes } from './support/multipart';

let server: TestServer;
let clerk: Client;

beforeAll(async () => {
  server = await openServer();
  clerk = await signedIn(server.url, 'clerk');
}, 60_000);

afterAll(() => server.close());

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');
const arrivalsIn = (answer: Answer): Arrival[] => Received.parse(answer.json).arrivals;
const tempFiles = (): string[] =>
  readdirSync(server.house.folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.incoming\/./.test(path));
const rows = async (): Promise<unknown> => (await server.sql('SELECT count(*)::int AS n FROM arrival'))[0]?.['n'];
const unlike = (): string => `<a>${randomUUID()}</a>`;

/** Whatever `attempt` does: no arrival more, no temp file, and the same connection goes on. */
async function leavesNothing<T>(attempt: () => Promise<T>): Promise<T> {
  const before = await rows();
  const result = await attempt();
  expect((await clerk.get('/session')).status).toBe(200);
  await eventually(() => Promise.resolve(tempFiles().length === 0 ? true : undefined), 5);
  expect(await rows()).toBe(before);
  return result;
}

describe('accepting', () => {
  test('one file: 201 with a receipt number, and the bytes lie in the archive', async () => {
    const content = unlike();
    const answer = await clerk.upload([{ name: 'Rechnung.xml', content }]);
    expect(answer.status).toBe(201);
    const [arrival] = arrivalsIn(answer);
    expect(arrival).toMatchObject({ channel: 'upload', fileName: 'Rechnung.xml', sha256: sha256(content) });
    expect(arrival?.number).toMatch(/^E-\d{4}-\d{6}$/);
    const kept = await server.house.archive.read(server.house.entityId, sha256(content));
    expect(kept.toString()).toBe(content);
  });

  test('many files: as many arrivals, in their order, with consecutive numbers', async () => {
    const parts = Array.from({ length: 12 }, (_, n) => ({ name: `${n}.xml`, content: unlike() }));
    const arrivals = arrivalsIn(await clerk.upload(parts));
    expect(arrivals.map((one) => one.sha256)).toEqual(parts.map((part) => sha256(part.content)));
    const numbers = arrivals.map(({ number }) => Number(number.slice(-6)));
    expect(numbers).toEqual(numbers.map((_, n) => numbers[0]! + n));
  });

  test('plain fields beside the files do not disturb', async () => {
    const parts = [
      { field: 'note', content: 'x' },
      { name: 'a.xml', content: unlike() },
      { field: 'b', content: '' },
    ];
    expect(arrivalsIn(await clerk.upload(parts))).toHaveLength(1);
  });

  test.each([
    ['Übergröße – Straße.xml', 'Übergröße – Straße.xml'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\x\\Rechnung.xml', 'Rechnung.xml'],
    ['Rechnung\u202elmx.exe', 'Rechnunglmx.exe'],
    [`${'ä'.repeat(300)}.xml`, expect.stringMatching(/^ä{100,}\.xml$/)],
    ['', expect.stringMatching(/^Anhang-\d$/)],
    ['.', expect.stringMatching(/^Anhang-\d$/)],
    ['<script>alert(1)</script>.xml', 'script_.xml'],
    ['a"b.xml', expect.not.stringContaining('"')],
    ['con.xml', '_con.xml'],
  ])('the name %j is a claim, shown as something that can be shown', async (name, shown) => {
    const [arrival] = arrivalsIn(await clerk.upload([{ name, content: unlike() }]));
    expect(arrival?.fileName).toEqual(shown);
    expect(arrival?.fileName.length).toBeLessThanOrEqual(120);
  });

  test('an empty file gets a receipt number and the reason why nothing comes of it', async () => {
    const [arrival] = arrivalsIn(await clerk.upload([{ name: 'leer.xml', content: '' }]));
    expect(arrival).toMatchObject({ outcome: 'rejected', reason: 'empty', size: 0 });
    expect(arrival?.message?.de).toMatch(/leer/);
    expect(arrival?.message?.en).toMatch(/empty/);
  });

  test('the same bytes again are a duplicate that names the first', async () => {
    const content = unlike();
    const first = await clerk.received(content, 'a.xml');
    const second = await clerk.received(content, 'b.xml');
    expect(second).toMatchObject({ outcome: 'duplicate', reason: 'duplicate', duplicateOf: { id: first.id } });
    const both = await clerk.arrivals(`sha256=${sha256(content)}`);
    expect(both.items.map((one) => one.id)).toEqual([second.id, first.id]);
  });

  test('the same bytes twice in one request are one document and one duplicate', async () => {
    const content = unlike();
    const arrivals = arrivalsIn(await clerk.upload([1, 2].map((n) => ({ name: `${n}.xml`, content }))));
    expect(arrivals.map((one) => one.outcome)).toEqual(['pending', 'duplicate']);
  });
});

describe('refusing', () => {
  test('60 MB: too large, said so, nothing kept, the connection goes on', async () => {
    const name = 'Scan der Akte.pdf';
    const answer = await leavesNothing(() => clerk.upload([{ name, content: megabytesOf(60, randomUUID()) }]));
    const problem = expectProblem(answer, 413, 'too-large');
    expect(problem).toMatchObject({ reason: 'too-large', maxBytes: 50 * 1024 * 1024, fileName: name });
    expect(problem.message.de).toContain('50 MB');
    expect(problem.message.de).toContain(name);
  });

  test('one of many too large: none is accepted, and the sentence says which one it was', async () => {
    const small = (name: string) => ({ name, content: unlike() });
    const parts = [small('a.xml'), { name: 'groß.tif', content: megabytesOf(51, randomUUID()) }, small('c.xml')];
    const problem = expectProblem(await leavesNothing(() => clerk.upload(parts)), 413, 'too-large');
    expect(problem.message.de).toContain('groß.tif');
    expect(problem.message.de).toMatch(/keine/i);
    expect(problem.message.en).toMatch(/none/i);
  });

  test('a request without a file', async () => {
    expectProblem(await leavesNothing(() => clerk.upload([{ field: 'note', content: 'x' }])), 422, 'no-file');
    expectProblem(await leavesNothing(() => clerk.upload([])), 422, 'no-file');
  });

  test.each([
    ['JSON', 'application/json', '{"file": "x"}', 422],
    ['text', 'text/plain', 'x', 415],
    ['a form', 'application/x-www-form-urlencoded', 'file=x', 415],
    ['bytes', 'application/octet-stream', 'x', 415],
    ['a made-up type', 'nicht/da', 'x', 415],
  ])('%s instead of multipart', async (_, type, text, status) => {
    const body = Buffer.from(text);
    const answer = await leavesNothing(() =>
      clerk.send('POST', '/api/v1/documents', { headers: { 'content-type': type }, body }),
    );
    expectProblem(answer, status);
  });

  const whole = multipartBytes([{ name: 'a.xml', content: unlike() }]).toString('latin1');
  test.each([
    ['a form that breaks off', whole.slice(0, -20)],
    ['a form that breaks off in a head', whole.slice(0, 60)],
    ['a form with another boundary', whole.replaceAll('grenze', 'mauer')],
    ['a form without the last line', whole.replace(/--\r\n$/, '')],
    ['no form at all', 'quatsch'],
    ['nothing', ''],
  ])('%s', async (_, text) => {
    const answer = await leavesNothing(() =>
      clerk.send('POST', '/api/v1/documents', {
        headers: { 'content-type': multipart([]).contentType },
        body: Buffer.from(text, 'latin1'),
      }),
    );
    expect([400, 422]).toContain(answer.status);
    expectProblem(answer);
  });

  test('multipart without a boundary', async () => {
    const headers = { 'content-type': 'multipart/form-data' };
    const answer = await leavesNothing(() =>
      clerk.send('POST', '/api/v1/documents', { headers, body: Buffer.from(whole, 'latin1') }),
    );
    expect([400, 415, 422]).toContain(answer.status);
  });

  test('more files than one request may hold', async () => {
    const parts = Array.from({ length: 201 }, (_, n) => ({ name: `${n}.xml`, content: `<a>${n}</a>` }));
    const problem = expectProblem(await leavesNothing(() => clerk.upload(parts)), 413, 'too-many-files');
    expect(problem.message.de).toContain('200');
  }, 20_000);

  test('without sign-in, also when the body is large', async () => {
    const stranger = new Client(server.url);
    const small = await leavesNothing(() => stranger.upload([{ name: 'a.xml', content: unlike() }]));
    expectProblem(small, 401, 'signed-out');
    const large = await leavesNothing(() => stranger.upload([{ name: 'a', content: megabytesOf(8, 'x') }]));
    expectProblem(large, 401, 'signed-out');
  });
});

describe('an upload that breaks off', () => {
  /** Sends the beginning, waits until it lies in a temp file, and cuts the line. */
  async function abort(sentBytes: number): Promise<void> {
    const body = multipartBytes([{ name: 'a.bin', content: Buffer.alloc(4 * 1024 * 1024, randomUUID()) }]);
    const outgoing = request(`${server.url}/api/v1/documents`, {
      method: 'POST',
      headers: {
        'content-type': multipart([]).contentType,
        'content-length': String(body.length),
        cookie: clerk.cookie,
        'x-csrf-token': clerk.csrf,
      },
    });
    const answered = jest.fn();
    outgoing.on('error', () => undefined).on('response', answered);
    outgoing.write(body.subarray(0, sentBytes));
    await eventually(() => Promise.resolve(tempFiles().length > 0 ? true : undefined), 5);
    outgoing.destroy();
    expect(answered).not.toHaveBeenCalled();
  }

  test.each([0.01, 0.5, 0.999])('after %d of it leaves nothing behind', async (part) => {
    await leavesNothing(() => abort(Math.round(part * 4 * 1024 * 1024)));
  });
});

describe('Idempotency-Key', () => {
  const key = () => ({ 'idempotency-key': randomUUID() });

  test('the same files again get the same arrivals, with what became of them', async () => {
    const headers = key();
    const parts = [1, 2].map((n) => ({ name: `${n}.xml`, content: unlike() }));
    const first = arrivalsIn(await clerk.upload(parts, headers));
    await clerk.concluded(first[0]!.id);
    const again = await clerk.upload(parts, headers);
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replay']).toBe('true');
    expect(arrivalsIn(again).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(arrivalsIn(again)[0]?.outcome).toBe('quarantined');
  });

  test('other files under the same key are refused', async () => {
    const headers = key();
    const parts = [{ name: 'a.xml', content: unlike() }];
    await clerk.upload(parts, headers);
    const other = [{ name: 'a.xml', content: unlike() }];
    expectProblem(await leavesNothing(() => clerk.upload(other, headers)), 409, 'idempotency-key-reused');
    const renamed = [{ ...parts[0]!, name: 'b.xml' }];
    expectProblem(await leavesNothing(() => clerk.upload(renamed, headers)), 409, 'idempotency-key-reused');
    const more = [...parts, ...other];
    expectProblem(await leavesNothing(() => clerk.upload(more, headers)), 409, 'idempotency-key-reused');
  });

  test('is one person’s own', async () => {
    const headers = key();
    const parts = [{ name: 'a.xml', content: unlike() }];
    await clerk.upload(parts, headers);
    const clerk2 = await signedIn(server.url, 'clerk2');
    expectProblem(await leavesNothing(() => clerk2.upload(parts, headers)), 409, 'idempotency-key-reused');
  });

  test.each(['', ' ', 'ä'.repeat(3), 'x'.repeat(201), 'a b'])('%j is none', async (sent) => {
    const parts = [{ name: 'a.xml', content: unlike() }];
    const headers = { 'idempotency-key': Buffer.from(sent).toString('latin1') };
    expectProblem(await leavesNothing(() => clerk.upload(parts, headers)), 422, 'idempotency-key-invalid');
  });

  test('a refused request may be sent again under it', async () => {
    const headers = key();
    const tooLarge = [{ name: 'a', content: megabytesOf(51, 'x') }];
    expectProblem(await leavesNothing(() => clerk.upload(tooLarge, headers)), 413);
    expect((await clerk.upload([{ name: 'a.xml', content: unlike() }], headers)).status).toBe(201);
  });

  test('two at once: one is done, the other is told so or gets the same answer', async () => {
    const headers = key();
    const parts = [{ name: 'a.xml', content: unlike() }];
    const before = Number(await rows());
    const answers = await Promise.all(Array.from({ length: 6 }, () => clerk.upload(parts, headers)));
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expectProblem(answer, 409, 'request-in-progress');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    const ids = answers.filter(({ status }) => status === 201).map((answer) => arrivalsIn(answer)[0]?.id);
    expect(new Set(ids).size).toBe(1);
    expect(await rows()).toBe(before + 1);
  });
});

describe('a large file', () => {
  test('streams: the others are answered meanwhile, and the memory does not grow by its size', async () => {
    // far larger than any garbage that waits to be collected, in the one process that sends and receives here
    const megabytes = 240;
    const generous = await serve(server.house, { UPLOAD_BYTES: String(256 * 1024 * 1024) });
    const sender = await signedIn(generous.url, 'clerk');
    const other = new Client(generous.url);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
    delay.enable();
    const upload = sender.upload([{ name: 'groß.bin', content: megabytesOf(megabytes, randomUUID()) }]);
    let slowest = 0;
    for (let n = 0; n < 8; n += 1) {
      const start = performance.now();
      expect((await other.get('/health/live')).status).toBe(200);
      slowest = Math.max(slowest, performance.now() - start);
    }
    expect((await upload).status).toBe(201);
    delay.disable();
    clearInterval(watch);
    await generous.stop();
    expect(slowest).toBeLessThan(1000);
    expect(delay.percentile(99) / 1e6).toBeLessThan(1000);
    expect((peak - before) / 1024 / 1024).toBeLessThan(megabytes / 2);
  }, 30_000);

  test('of a town that allows less is held to that', async () => {
    const strict = await serve(server.house, { UPLOAD_BYTES: '2048' });
    const client = await signedIn(strict.url, 'clerk');
    const answer = await client.upload([{ name: 'a.xml', content: ublInvoice() }]);
    expectProblem(answer, 413, 'too-large');
    await strict.stop();
  });
});
