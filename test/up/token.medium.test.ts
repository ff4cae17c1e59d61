import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ApiTokens } from '@libs/operations';
import { type House, openHouse } from '../support/house';

/** `token create` as an operator types it, over a database that DATABASE_URL names. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const main = join(process.cwd(), 'dist/apps/cli/apps/cli/src/main.js');
  const child = spawn(process.execPath, [main, 'token', ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: house.testDatabase.ownerUrl },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

test('makes a token that acts for the person within its scopes, and tells it once', async () => {
  const { code, out, err } = await run(
    'create',
    '--login',
    'Clerk@Musterstadt.example',
    '--scope',
    'documents,cases:read',
    '--days',
    '7',
  );
  expect({ code, err }).toEqual({
    code: 0,
    err: expect.stringMatching(/^Gilt bis \d{4}-\d\d-\d\d für .*documents, cases:read/) as string,
  });
  expect(out).toMatch(/^bf_[\w-]{43}\n$/);
  const found = await new ApiTokens(house.database).resume(out.trim());
  expect(found).toMatchObject({ actor: { name: 'Sabine Krüger' }, scopes: ['documents', 'cases:read'] });
  expect(err).not.toContain(out.trim());
}, 30_000);

test.each([
  [['create', '--scope', 'documents'], 64, /--login/],
  [['create', '--login', 'clerk@musterstadt.example'], 64, /--scope nennt nicht.*documents, cases:read/],
  [['create', '--login', 'clerk@musterstadt.example', '--scope', 'everything'], 64, /--scope nennt nicht/],
  [['create', '--login', 'clerk@musterstadt.example', '--scope', 'all', '--days', '400'], 64, /--days verlangt/],
  [['create', '--login', 'niemand@musterstadt.example', '--scope', 'all'], 1, /ist niemand eingetragen/],
  [['list'], 64, /nur „token create“/],
])(
  '%j ends with %d and says why',
  async (args, code, words) => {
    const said = await run(...args);
    expect(said.code).toBe(code);
    expect(said.err).toMatch(words);
    expect(said.err).not.toMatch(/ {4}at /);
    expect(said.out).toBe('');
  },
  30_000,
);
