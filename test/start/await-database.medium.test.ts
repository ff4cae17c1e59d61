import { freePort } from '../support/free-port';
import { awaitDatabase, createLogger } from '@libs/platform';

const lines: string[] = [];
const log = createLogger('test', 'warn', { write: (line) => void lines.push(line) });
beforeEach(() => (lines.length = 0));

const urlWith = (changes: Partial<URL>): string =>
  Object.assign(new URL(process.env['TEST_APP_URL'] ?? ''), changes).href;

test('a database that answers is not waited for', async () => {
  await awaitDatabase(urlWith({}), log);
  expect(lines).toEqual([]);
});

test.each([
  ['a wrong password', urlWith({ password: 'falsch' }), /weist Benutzer oder Kennwort/],
  ['a database that is not there', urlWith({ pathname: '/nirgends' }), /gibt es auf diesem Server nicht/],
  [
    'a host that is not there',
    urlWith({ hostname: 'nowhere.invalid' }),
    /Den Rechner aus APP_DATABASE_URL gibt es nicht/,
  ],
])('%s is refused at once', async (_what, url, words) => {
  await expect(awaitDatabase(url, log)).rejects.toThrow(words);
  expect(lines).toEqual([]);
});

test('one that stays away is waited for, said once, and then refused', async () => {
  const away = urlWith({ port: String(await freePort()) });
  await expect(awaitDatabase(away, log, 2)).rejects.toThrow(/ECONNREFUSED.*Bitte PostgreSQL starten/);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/wartet bis zu 2 s.*waits for it up to 2 s/);
});
