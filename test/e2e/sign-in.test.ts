import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { Secret, TOTP } from 'otpauth';
import { type Browser, type Page } from 'playwright-core';
import { freePort } from '../support/free-port';
import { startProvider, type TestProvider, writeProviders } from '../support/oidc-provider';
import { enterPassword, openBrowser, openPerson, type Person, signIn } from './support/browser';
import { openTown, type Town } from './support/town';

jest.setTimeout(120_000);

const invoice = {
  supplier: 'Nordlicht Gebäudereinigung GmbH',
  file: join(__dirname, '../../docs/example/xrechnung.xml'),
};

let town: Town;
let browser: Browser;
let provider: TestProvider;
/** Passkeys need a name; Chromium reaches this machine by it. */
let url: string;
let folder: string;

beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  folder = mkdtempSync(join(tmpdir(), 'belegfluss-e2e-providers-'));
  provider = await startProvider('rathaus', [url]);
  await provider.know({
    sabine: { email: 'clerk@musterstadt.example', email_verified: true, name: 'Sabine Krüger' },
    niemand: { email: 'niemand@anderswo.example', email_verified: true },
    petra: { email: 'head@musterstadt.example', email_verified: true },
  });
  const { issuer, clientId, clientSecret } = provider;
  const file = writeProviders(join(folder, 'providers.json'), [
    {
      ...{ id: 'rathaus', name: 'Verwaltungskonto', issuer, clientId, clientSecret },
      ...{ entity: 'rechnung@musterstadt.example', trustEmail: true },
    },
  ]);
  [town, browser] = await Promise.all([openTown({ port, settings: { OIDC_PROVIDERS: file } }), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([town.close(), provider.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const appOf = (secret: string) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
  return (steps = 0): string => totp.generate({ timestamp: Date.now() + steps * 30_000 });
};

const isIn = (page: Page): Promise<void> => page.getByRole('button', { name: 'Konto, Ansicht und Sprache' }).waitFor();

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Konto, Ansicht und Sprache' }).click();
  await page.getByRole('button', { name: 'Abmelden' }).click();
}

async function atProvider(page: Page, login: string): Promise<void> {
  await page.getByLabel('Anmeldename').fill(login);
  await page.getByRole('button', { name: 'Weiter' }).click();
}

/** A device that makes passkeys and unlocks itself, in this browser. */
async function withDevice({ page }: Person): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal' } as const;
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  });
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

/** What was refused on purpose is told by the browser too. */
const unexpected = ({ faults }: Person): string[] => faults.filter((fault) => !/40[139]|422/.test(fault));

test('over a sign-in provider, back to the place one came for, and out at both houses', async () => {
  const person = await openPerson(browser);
  const { page } = person;
  await page.goto(`${url}/eingang`);
  await page.getByRole('link', { name: 'Mit Verwaltungskonto anmelden' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Mit Verwaltungskonto anmelden' }).click();
  await atProvider(page, 'sabine');
  await isIn(page);
  expect(new URL(page.url()).pathname).toBe('/eingang');
  await page.getByText('Sabine Krüger').first().waitFor();

  await signOut(page);
  await page.getByRole('button', { name: 'Überall abmelden' }).click();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  // the provider knows nobody any more
  await page.getByRole('link', { name: 'Mit Verwaltungskonto anmelden' }).click();
  await atProvider(page, 'niemand');
  await page.getByText('in Belegfluss ist für dieses Konto nichts eingerichtet').waitFor();
  await page.getByRole('link', { name: 'Mit Verwaltungskonto anmelden' }).click();
  expect(unexpected(person)).toEqual([]);
});

test('second factor: set up, asked for, recovery code, switched off', async () => {
  const person = await signIn(browser, town, 'finance');
  const { page } = person;
  await page.getByRole('button', { name: 'Konto, Ansicht und Sprache' }).click();
  await page.getByRole('link', { name: 'Mein Konto' }).click();
  await page.getByRole('button', { name: 'Zweiten Faktor einrichten …' }).click();
  await page.getByRole('img', { name: 'Bild zum Einlesen in die App' }).waitFor();
  await expectAccessible(page);
  const code = appOf(await page.locator('.secret').innerText());
  await page.getByLabel('Code aus der App').fill(code(-1));
  await page.getByRole('button', { name: 'In Kraft setzen' }).click();
  await page.getByRole('heading', { name: 'Ihre Wiederherstellungscodes' }).waitFor();
  const recovery = await page.locator('.codes .secret').allInnerTexts();
  expect(recovery).toHaveLength(10);
  await page.getByRole('button', { name: 'Ich habe sie aufbewahrt' }).click();
  await page.getByText('Wiederherstellungscodes übrig: 10 von 10').waitFor();
  await signOut(page);

  await enterPassword(page, 'finance', town.password);
  await page.getByRole('heading', { name: 'Zweiter Schritt' }).waitFor();
  await expectAccessible(page);
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByText('Der Code stimmt nicht').waitFor();
  await page.getByLabel('Code', { exact: true }).fill(code());
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await isIn(page);
  await signOut(page);

  await enterPassword(page, 'finance', town.password);
  await page.getByLabel('Code', { exact: true }).fill(recovery[3]!);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await isIn(page);
  await page.goto(`${town.url}/konto`);
  await page.getByText('Wiederherstellungscodes übrig: 9 von 10').waitFor();
  await page.getByRole('button', { name: 'Abschalten …' }).click();
  await page.getByRole('button', { name: 'Jetzt abschalten' }).click();
  await page.getByRole('button', { name: 'Zweiten Faktor einrichten …' }).waitFor();
  expect(unexpected(person)).toEqual([]);
});

test('passkeys: made, used without a name, renamed, removed', async () => {
  const person = await openPerson(browser);
  const { page } = person;
  await withDevice(person);
  await page.goto(`${url}/konto`);
  await enterPassword(page, 'cashier', town.password);
  await page.getByRole('heading', { name: 'Mein Konto' }).waitFor();
  await town.sql(`UPDATE session SET authenticated_at = now() - interval '1 hour'`);
  await page.getByRole('button', { name: 'Passkey hinzufügen …' }).click();
  await page.getByLabel('Bezeichnung').fill('Notebook Kasse');
  await page.getByRole('button', { name: 'Passkey anlegen' }).click();
  // changing the ways into an account asks who it is; what was typed is not lost
  await page.getByLabel('Ihr Kennwort').waitFor();
  await page.keyboard.type(town.password);
  await page.keyboard.press('Enter');
  await page.getByText('noch nicht benutzt').waitFor();
  expect(await page.getByText('Notebook Kasse', { exact: true }).first().isVisible()).toBe(true);
  await signOut(page);

  await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
  await isIn(page);
  await page.goto(`${url}/konto`);
  await page.getByText('zuletzt benutzt').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Umbenennen … Notebook Kasse' }).click();
  await page.getByLabel('Bezeichnung').fill('Notebook Zahlstelle');
  await page.getByRole('button', { name: 'Bezeichnung speichern' }).click();
  await page.getByRole('button', { name: 'Entfernen … Notebook Zahlstelle' }).click();
  await page.getByRole('button', { name: 'Jetzt entfernen' }).click();
  await page.getByRole('button', { name: 'Entfernen … Notebook Zahlstelle' }).waitFor({ state: 'detached' });
  await signOut(page);
  await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click();
  await page.getByText('Der Passkey wurde nicht angenommen').waitFor();
  expect(unexpected(person)).toEqual([]);
});

test('the own password, sessions elsewhere, and a key for a program', async () => {
  const [person, elsewhere] = [await signIn(browser, town, 'admin'), await signIn(browser, town, 'admin')];
  const { page } = person;
  await page.goto(`${town.url}/konto`);
  await page.getByRole('button', { name: /^Beenden/ }).click();
  await page.getByRole('button', { name: /^Beenden/ }).waitFor({ state: 'detached' });
  await elsewhere.page.goto(`${town.url}/`);
  await elsewhere.page.getByRole('heading', { name: 'Anmelden' }).waitFor();

  await page.getByRole('button', { name: 'Schlüssel anlegen …' }).click();
  await page.getByLabel('Bezeichnung').fill('Scanner Poststelle');
  await page.getByLabel('Belege einliefern und ihren Eingang sehen').check();
  await page.getByRole('button', { name: 'Schlüssel anlegen', exact: true }).click();
  const token = await page.locator('.secret').innerText();
  const asked = await fetch(`${town.url}/api/v1/arrivals`, { headers: { authorization: `Bearer ${token}` } });
  expect(asked.status).toBe(200);
  await page.getByRole('button', { name: 'Schließen' }).click();
  await page.getByRole('button', { name: 'Widerrufen … Scanner Poststelle' }).click();
  await page.getByRole('button', { name: 'Jetzt widerrufen' }).click();
  await page.getByText('· widerrufen ·').waitFor();
  const again = await fetch(`${town.url}/api/v1/arrivals`, { headers: { authorization: `Bearer ${token}` } });
  expect(again.status).toBe(401);

  await page.getByRole('button', { name: 'Kennwort ändern …' }).click();
  await page.getByLabel('Bisheriges Kennwort').fill(town.password);
  await page.getByLabel('Neues Kennwort').fill('Passwort1234');
  await page.getByRole('button', { name: 'Kennwort speichern' }).click();
  await page.getByText('gehört zu den häufigsten').waitFor();
  await page.getByLabel('Neues Kennwort').fill('vier Wörter ohne Sinn');
  await page.getByRole('button', { name: 'Kennwort speichern' }).click();
  await page.getByText('Das neue Kennwort gilt.').waitFor();
  await signOut(page);
  await enterPassword(page, 'admin', 'vier Wörter ohne Sinn');
  await isIn(page);
  expect(unexpected(person)).toEqual([]);
});

describe('signing with a proof that is too old', () => {
  /** The invoice stands before the certifier, and the entity asks for a proof of the last fifteen minutes. */
  beforeAll(async () => {
    const clerk = await signIn(browser, town, 'clerk2');
    const { page } = clerk;
    await page.goto(`${town.url}/eingang`);
    await page.getByLabel('Dateien wählen').first().setInputFiles(invoice.file);
    await page
      .getByRole('link', { name: /^Vorgang/ })
      .first()
      .click();
    // it opens when the invoice was read; on a busy machine that takes its time
    await page.getByRole('combobox', { name: 'Haushaltsstelle Zeile 1' }).waitFor({ timeout: 45_000 });
    await page.getByRole('combobox', { name: 'Haushaltsstelle Zeile 1' }).fill('Reinigung Grundschulen');
    await page.getByRole('option', { name: /Reinigung Grundschulen/ }).click();
    await page.getByRole('button', { name: 'Kontierung speichern' }).click();
    await page.getByText('Zu bestätigen').first().waitFor();
    await clerk.leave();
    await town.sql(`UPDATE entity SET settings = jsonb_set(settings::jsonb, '{signing}', '{"freshMinutes": 15}')`);
  });
  const grow = () => town.sql(`UPDATE session SET authenticated_at = now() - interval '1 hour'`);

  test('it is asked for in the sheet, and the signature follows', async () => {
    const person = await signIn(browser, town, 'certifier');
    const { page } = person;
    await grow();
    await page.getByRole('link', { name: invoice.supplier }).click();
    await page.getByRole('button', { name: /Sachlich und rechnerisch bestätigen/ }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Jetzt bestätigen' }).click();
    await sheet.getByLabel('Ihr Kennwort').fill('falsch geraten');
    await expectAccessible(page);
    await sheet.getByRole('button', { name: 'Ich bin es, jetzt bestätigen' }).click();
    await sheet.getByText('Das Kennwort stimmt nicht').waitFor();
    await sheet.getByLabel('Ihr Kennwort').fill(town.password);
    await sheet.getByRole('button', { name: 'Ich bin es, jetzt bestätigen' }).click();
    await page.getByText('Anzuordnen').first().waitFor();
    expect(unexpected(person)).toEqual([]);
  });

  test('at the provider, on the phone, and back to the open sheet; another window goes on', async () => {
    const person = await openPerson(browser, true);
    const { page } = person;
    await page.goto(`${url}/`);
    await page.getByRole('link', { name: 'Mit Verwaltungskonto anmelden' }).click();
    await atProvider(page, 'petra');
    await isIn(page);
    const other = await page.context().newPage();
    await other.goto(`${url}/konto`);
    await other.getByRole('heading', { name: 'Mein Konto' }).waitFor();
    await grow();

    await page.getByRole('link', { name: invoice.supplier }).click();
    await page.getByRole('button', { name: /Anordnen …/ }).click();
    await page.getByRole('button', { name: 'Jetzt anordnen' }).click();
    await page.getByRole('link', { name: 'Bei Verwaltungskonto bestätigen' }).click();
    await atProvider(page, 'petra');
    await page.getByRole('dialog').getByRole('button', { name: 'Jetzt anordnen' }).click();
    await page.getByText('Bereit').first().waitFor();

    // its mark is of the time before: it asks for the new one and goes on
    await other.getByRole('button', { name: 'Schlüssel anlegen …' }).click();
    await other.getByLabel('Bezeichnung').fill('Skript');
    await other.getByLabel('Vorgänge lesen').check();
    await other.getByRole('button', { name: 'Schlüssel anlegen', exact: true }).click();
    await other.getByRole('heading', { name: 'Ihr neuer Schlüssel' }).waitFor();
    expect(unexpected(person)).toEqual([]);
  });
});

test('nothing of it stands in the logs', () => {
  const logs = readFileSync(join(town.data, 'logs/api.log'), 'utf8');
  expect(logs).toContain('a sign-in at a provider failed');
  for (const word of [town.password, 'vier Wörter', 'niemand@', provider.clientSecret, 'eyJ'])
    expect(logs).not.toContain(word);
});
