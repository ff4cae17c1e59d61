import { chmodSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type House, openHouse } from '../support/house';
import { startApp } from '../support/processes';

/** An operator's mistakes with processes that nobody starts for them, as under systemd: one line says what to do. */
let house: House;
let taken: Server;
let port: string;
beforeAll(async () => {
  house = await openHouse({ redisUrl: '' });
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  port = String(typeof address === 'object' ? address?.port : 0);
}, 60_000);
afterAll(async () => {
  taken.close();
  await house.close();
});

const databaseWith = (changes: Partial<URL>) => (): NodeJS.ProcessEnv => ({
  APP_DATABASE_URL: Object.assign(new URL(house.testDatabase.appUrl), changes).href,
});
const file = (variable: string, content: string, mode: number) => (): NodeJS.ProcessEnv => {
  const path = join(house.folder, `${variable}.json`);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return { [variable]: path };
};
const mailboxes = (content: string, mode: number) => file('IMAP_MAILBOXES', content, mode);

test.each([
  ['api', 'a port that is taken', () => ({ PORT: port }), /belegt.*in PORT einen anderen/],
  ['worker', 'an SMTP port that is taken', () => ({ SMTP_PORT: port }), /belegt.*in SMTP_PORT einen anderen/],
  [
    'worker',
    'a port of its figures that is taken',
    () => ({ METRICS_PORT: port }),
    /belegt.*in METRICS_PORT einen anderen/,
  ],
  [
    'api',
    'an address of another machine',
    () => ({ PORT: '0', HOST: '192.0.2.1' }),
    /gehört nicht zu diesem Rechner.*in HOST/,
  ],
  ['api', 'a wrong password', databaseWith({ password: 'falsch-geheim' }), /Kennwort aus APP_DATABASE_URL zurück/],
  ['worker', 'a wrong password', databaseWith({ password: 'falsch-geheim' }), /Kennwort aus APP_DATABASE_URL zurück/],
  [
    'worker',
    'a host that is not there',
    databaseWith({ hostname: 'nowhere.invalid' }),
    /Den Rechner aus APP_DATABASE_URL gibt es nicht/,
  ],
  ['api', 'a database that is not there', databaseWith({ pathname: '/nirgends' }), /gibt es auf diesem Server nicht/],
  ['worker', 'mailboxes that others may read', mailboxes('[]', 0o644), /chmod 600/],
  ['worker', 'mailboxes that are no JSON', mailboxes('[{"password": "geheim"', 0o600), /kein JSON/],
  ['api', 'sign-in providers that others may read', file('OIDC_PROVIDERS', '[]', 0o604), /chmod 600/],
  [
    'api',
    'sign-in providers of which one is half a one',
    file('OIDC_PROVIDERS', '[{"id": "rathaus", "clientSecret": "geheim"}]', 0o600),
    /passt nicht: 0\.name, 0\.issuer/,
  ],
  ['api', 'a key of the installation that is none', file('SECRET_KEY_FILE', 'geheim', 0o600), /64 Ziffern/],
  ['worker', 'a step that does not exist', () => ({ WORKER_STEPS: 'fly' }), /WORKER_STEPS/],
] as const)('%s with %s says so in one line and ends', async (app, _what, settings, words) => {
  const started = await startApp(app, house, settings());
  expect((await started.ended).code).toBe(1);
  expect(started.log()).toMatch(words);
  expect(started.log()).toMatch(/startet nicht.* \/ .*does not start/);
  expect(started.log().trim().split('\n')).toHaveLength(1);
  expect(started.log()).not.toMatch(/geheim| {4}at |\[ExceptionHandler\]/);
});
