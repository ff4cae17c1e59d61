import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServer, serve, type TestServer } from '../support/server';
import { Client } from './support/client';
import { expectProblem } from './support/documented';

let server: TestServer;
let client: Client;
let web: string;

beforeAll(async () => {
  web = mkdtempSync(join(tmpdir(), 'belegfluss-web-'));
  mkdirSync(join(web, 'assets'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>Belegfluss</title>');
  writeFileSync(join(web, 'theme.js'), '1');
  writeFileSync(join(web, 'assets', 'app-a1b2.js'), '2');
  writeFileSync(join(tmpdir(), 'belegfluss-secret.txt'), 'geheim');
  server = await openServer({ WEB_DIR: web });
  client = new Client(server.url);
}, 60_000);

afterAll(async () => {
  await server.close();
  rmSync(web, { recursive: true });
  rmSync(join(tmpdir(), 'belegfluss-secret.txt'));
});

const policy = (header: string | undefined): Record<string, string> =>
  Object.fromEntries((header ?? '').split(';').map((part) => part.trim().split(/ (.*)/s) as [string, string]));

test.each(['/', '/vorgaenge', '/vorgaenge/0190b0c0-0000-7000-8000-000000000000', '/apidocs', '/?q=api'])(
  '%s is a page, asked for anew each time',
  async (path) => {
    const { status, headers, body } = await client.raw('GET', path);
    expect(status).toBe(200);
    expect(body.toString()).toContain('<title>Belegfluss</title>');
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(headers['cache-control']).toBe('no-cache');
  },
);

test('assets carry their hash and never change; other files may', async () => {
  const asset = await client.raw('GET', '/assets/app-a1b2.js');
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(asset.headers['content-type']).toMatch(/javascript/);
  expect((await client.raw('GET', '/theme.js')).headers['cache-control']).toBe('no-cache');
});

test.each([
  '/assets/gone-1234.js',
  '/assets/',
  '/favicon.ico',
  '/.env',
  '/index.php',
  '/api/v1/nothing',
  '/api',
  '/api?x',
  '/health',
  '/metrics/x',
  '/..%2fbelegfluss-secret.txt',
  '/%2e%2e/belegfluss-secret.txt',
  '/assets/..%5c..%5cbelegfluss-secret.txt',
])('%s is no page', async (path) => {
  const answer = await client.raw('GET', path);
  expect(answer.body.toString()).not.toContain('geheim');
  expectProblem(answer, 404, 'not-found');
});

test.each(['/', '/assets/app-a1b2.js', '/api/v1/health/live', '/api/v1/session', '/api/v1/openapi.json', '/gone.js'])(
  '%s is protected by its headers',
  async (path) => {
    const { headers } = await client.raw('GET', path);
    const csp = policy(headers['content-security-policy']);
    expect(csp).toMatchObject({
      'default-src': "'self'",
      'script-src': "'self'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
    expect(headers['content-security-policy']).not.toMatch(/unsafe|http:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toMatch(/no-referrer|same-origin/);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['server']).toBeUndefined();
    // over plain http it would lock people out of the installation in the house
    expect(headers['strict-transport-security']).toBeUndefined();
  },
);

test('answers of the interface are kept by no cache', async () => {
  expect((await client.raw('GET', '/api/v1/health/live')).headers['cache-control']).toBe('no-store');
});

test('without built pages there is only the interface', async () => {
  const bare = await serve(server.house);
  expectProblem(await new Client(bare.url).raw('GET', '/'), 404);
  await bare.stop();
});
