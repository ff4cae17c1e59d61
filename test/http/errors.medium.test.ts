import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { openServer, type TestServer } from '../support/server';
import { type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

let server: TestServer;
let clerk: Client;

beforeAll(async () => {
  server = await openServer();
  clerk = await signedIn(server.url, 'clerk');
}, 60_000);

afterAll(() => server.close());

const exportsDoor = '/api/v1/exports';
const sendJson = (text: string, headers = {}) =>
  clerk.send('POST', exportsDoor, {
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(text),
  });

describe('what cannot be read', () => {
  test.each([
    ['half of it', '{"profile": '],
    ['nothing', ''],
    ['a comma too many', '{"profile": "datev-extf",}'],
    ['bytes that are no UTF-8', '\xff\xfe\x00'],
    ['a prototype', '{"__proto__": {"dryRun": true}}'],
    ['a constructor', '{"constructor": {"prototype": {"dryRun": true}}}'],
  ])('JSON: %s', async (_, text) => {
    const answer = await sendJson(text);
    expect([400, 422]).toContain(answer.status);
    expectProblem(answer);
    expect(({} as { dryRun?: boolean }).dryRun).toBeUndefined();
  });

  test.each(['null', '[]', '"x"', '17', 'true', '{"profile": null}'])('JSON that is no request: %s', async (text) => {
    expectProblem(await sendJson(text), 422, 'invalid-request');
  });

  test('JSON nested deeper than any stack', async () => {
    const deep = `{"profile": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect([400, 422]).toContain((await sendJson(deep)).status);
    expect([400, 422]).toContain((await sendJson(deep, { 'idempotency-key': randomUUID() })).status);
  });

  test('a body over 1 MB that is no upload', async () => {
    const large = JSON.stringify({ profile: 'x'.repeat(1_100_000) });
    expectProblem(await sendJson(large), 413, 'too-large');
    expect((await clerk.get('/session')).status).toBe(200);
  });

  test('a change without a body where none is needed', async () => {
    const other = await signedIn(server.url, 'clerk2');
    const answer = await other.send('DELETE', '/api/v1/session', { headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(204);
  });
});

describe('what is not there', () => {
  test.each([
    '/api/v1/rechnungen',
    '/api/v1',
    '/api/v1/',
    '/api',
    '/api?x=1',
    '/api/v2/cases',
    '/api/v1/cases/a/b/c',
    '/api/v1//cases',
    '/api/v1/../../etc/passwd',
    `/api/v1/${'x'.repeat(5000)}`,
    '/health/gone',
  ])('%.60s', async (path) => {
    expectProblem(await clerk.raw('GET', path), 404, 'not-found');
    expectProblem(await clerk.raw('POST', path, { json: {} }), 404, 'not-found');
  });

  test('an address that cannot be decoded', async () => {
    const answer = await clerk.raw('GET', '/api/v1/arrivals/%E0%A4%A');
    expect([400, 404]).toContain(answer.status);
    expectProblem(answer);
  });

  test.each([
    ['PATCH', '/api/v1/cases', 'GET'],
    ['DELETE', '/api/v1/exports', 'GET, POST'],
    ['PUT', '/api/v1/session', 'POST, GET, DELETE'],
    ['GET', '/api/v1/documents', 'POST'],
  ])('the method %s at %s: the answer names those that are', async (method, path, allow) => {
    const answer = await clerk.send(method, path, method === 'GET' ? {} : { json: {} });
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers['allow']).toBe(allow);
  });

  test.each(['TRACE', 'OPTIONS', 'PROPFIND'])('the method %s tells nothing', async (method) => {
    const answer = await clerk.raw(method, '/api/v1/cases');
    expect([404, 405]).toContain(answer.status);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expectProblem(answer);
  });
});

describe('every error', () => {
  test.each([
    [undefined, 'de'],
    ['de-DE,de;q=0.9,en;q=0.8', 'de'],
    ['en', 'en'],
    ['en-US,en;q=0.5', 'en'],
    ['fr', 'de'],
    ['*', 'de'],
    ['en;q=quatsch\tx', 'en'],
  ] as const)('with Accept-Language %s speaks %s', async (accept, language) => {
    const answer = await clerk.get('/arrivals/17', accept === undefined ? {} : { 'accept-language': accept });
    const problem = expectProblem(answer, 422);
    expect(problem.detail).toBe(problem.message[language]);
  });

  test('is kept by no cache, carries an incident number and the same protection', async () => {
    const { headers, json } = await clerk.get('/arrivals/17');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect((json as { instance: string }).instance).toMatch(/^urn:belegfluss:incident:[0-9a-f-]{36}$/);
  });
});

describe('what is no HTTP', () => {
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const socket = connect(Number(port), hostname, () => socket.write(text));
      let heard = '';
      socket.on('data', (chunk) => (heard += chunk.toString()));
      socket.once('end', () => socket.end(() => resolve(heard)));
      socket.once('error', reject);
    });

  test.each([
    ['quatsch', 'quatsch\r\n\r\n', 400],
    ['a head without end', `GET /api/v1/session HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
    ['two lengths', 'POST /api/v1/session HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
    ],
  ])('%s', async (_, text, status) => {
    const heard = await raw(text);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const [head = '', body = ''] = heard.split('\r\n\r\n');
    expect(head).toContain('application/problem+json');
    expectProblem({
      status,
      headers: { 'content-type': 'application/problem+json' },
      cookies: [],
      body: Buffer.from(body),
      json: JSON.parse(body),
    });
  });
});
