import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProviders } from './providers';

const folder = mkdtempSync(join(tmpdir(), 'belegfluss-providers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (content: unknown, mode = 0o600): string => {
  const path = join(folder, 'providers.json');
  writeFileSync(path, JSON.stringify(content));
  chmodSync(path, mode);
  return path;
};
const one = {
  id: 'rathaus',
  name: 'Verwaltungskonto',
  issuer: 'https://anmeldung.musterstadt.example/realms/rathaus',
  clientId: 'belegfluss',
  clientSecret: 'streng geheim',
  entity: 'rechnung@musterstadt.example',
};

test('six facts are enough; the rest trusts nobody and makes nobody', () => {
  expect(loadProviders(file([one]))).toEqual([
    {
      ...one,
      scopes: ['openid', 'email', 'profile'],
      trustEmail: false,
      groupsClaim: 'groups',
      roles: [],
      createPeople: false,
    },
  ]);
  expect(loadProviders(undefined)).toEqual([]);
});

test.each(['http://localhost:4000', 'http://127.0.0.1:4000/oidc', 'http://[::1]:4000'])(
  'on this very machine http will do: %s',
  (issuer) => expect(loadProviders(file([{ ...one, issuer }]))).toHaveLength(1),
);

test('a file that others may read is refused', () => {
  expect(() => loadProviders(file([one], 0o640))).toThrow(/chmod 600/);
});

test.each([
  ['http over the network', { issuer: 'http://anmeldung.musterstadt.example' }, /0\.issuer/],
  ['http to a name that only looks like this machine', { issuer: 'http://127.0.0.1.evil.example' }, /0\.issuer/],
  ['an issuer with a question', { issuer: 'https://anmeldung.example/?a=b' }, /0\.issuer/],
  ['the id of local roles', { id: 'local' }, /0\.id/],
  ['an id that does not fit an address', { id: 'Das Rathaus' }, /0\.id/],
  ['no secret', { clientSecret: '' }, /0\.clientSecret/],
  ['scopes without openid', { scopes: ['email'] }, /0\.scopes/],
  ['a role that does not exist', { roles: [{ group: 'g', role: 'mayor' }] }, /0\.roles\.0\.role/],
  ['an administrator of one unit', { roles: [{ group: 'g', role: 'administrator', unit: '40' }] }, /0\.roles\.0/],
  ['a misspelt word', { trustMail: true }, /passt nicht: 0/],
])('%s is refused, without repeating the secret', (_, change, message) => {
  const path = file([{ ...one, ...change }]);
  expect(() => loadProviders(path)).toThrow(message);
  expect(() => loadProviders(path)).not.toThrow(/geheim/);
});

test('an id stands for one provider', () => {
  expect(() => loadProviders(file([one, { ...one, name: 'Noch einer' }]))).toThrow(/jede id einmal/);
});
