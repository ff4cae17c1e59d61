import { FastifyAdapter } from '@nestjs/platform-fastify';
import { reasonCodes } from '@libs/operations';
import { routes } from '../../apps/api/src/openapi/routes';
import { openServer, type TestServer } from '../support/server';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { people, toExport } from './support/line';
import { operatorOf } from './support/operator';

let server: TestServer;
const served = new Set<string>();

beforeAll(async () => {
  // the hook must be there before the first route is; Nest opens its server's doors in `init`
  const init = jest.spyOn(FastifyAdapter.prototype, 'init').mockImplementation(async function (this: FastifyAdapter) {
    this.getInstance().addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') served.add(`${one} ${url}`);
    });
    init.mockRestore();
    await this.init();
  });
  server = await openServer();
}, 60_000);

afterAll(() => server.close());

const documented = (): string[] =>
  routes.map(({ method, path }) => `${method.toUpperCase()} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`);

test('the table of doors and what the server really serves are the same', () => {
  const interfaceDoors = [...served].filter((door) => door.includes(' /api/'));
  expect(interfaceDoors.sort()).toEqual(documented().sort());
});

test('beside the interface there are the watchmen’s doors only', () => {
  expect([...served].filter((door) => !door.includes(' /api/')).sort()).toEqual([
    'GET /health/live',
    'GET /health/ready',
    'GET /metrics',
  ]);
});

test('the document is served to everybody and names each reason of an arrival', async () => {
  const { status, json } = await new Client(server.url).get('/openapi.json');
  expect(status).toBe(200);
  const { components } = json as { components: { schemas: { Reason: { enum: string[] } } } };
  expect(components.schemas.Reason.enum).toEqual([...reasonCodes]);
});

test('every list fits its schema, whoever asks, or is refused in words', async () => {
  const all = await people(server);
  await toExport(all);
  await all.finance.post('/exports', { profile: 'datev-extf' });
  const lists = routes.filter(({ method, path, open }) => method === 'get' && !open && !/[{]|events/.test(path));
  const seen = new Set<string>();
  const logins = ['clerk', 'certifier2', 'head', 'finance', 'cashier', 'auditor', 'admin'];
  const asking = logins.map((login) => signedIn(server.url, login));
  for (const person of await Promise.all([...asking, operatorOf(server)])) {
    for (const { path } of lists) {
      // the client holds each answer against the schema
      const answer = await person.get(path);
      if (answer.status === 200) seen.add(path);
      else expectProblem(answer, 403);
    }
  }
  expect([...seen].sort()).toEqual(lists.map(({ path }) => path).sort());
}, 90_000);

test('creditors are found by name, account and VAT ID, and by nothing else', async () => {
  const clerk = await signedIn(server.url, 'clerk');
  const found = async (q: string): Promise<string[]> => {
    const { json } = await clerk.get(`/creditors?q=${encodeURIComponent(q)}`);
    return (json as { items: { account: string }[] }).items.map(({ account }) => account);
  };
  expect(await found('söhne')).toEqual(['7000102']);
  expect(await found('7000103')).toEqual(['7000103']);
  expect(await found('de2236')).toEqual(['7000106']);
  expect(await found('%')).toEqual([]);
  expect(await found('_')).toEqual([]);
  expectProblem(await clerk.get('/creditors?q=%00'), 422);
  expectProblem(await clerk.get(`/creditors?q=${'x'.repeat(101)}`), 422);
});
