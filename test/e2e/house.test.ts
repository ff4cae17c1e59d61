import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { openBrowser, type Person, signIn } from './support/browser';
import { openTown, type Town } from './support/town';

jest.setTimeout(120_000);

/** How the house is opened: an operator is invited, founds an entity, its people come in; a unit works on paper. */
const password = 'vier Wörter am Deich';
let town: Town;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await town.close();
});

const fresh = async (): Promise<Page> => {
  const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
};

/** Follows a link of ours, as from a mail, and chooses a password. */
async function choosePassword(page: Page, link: string): Promise<void> {
  await page.goto(`${town.url}/kennwort#${link.split('#')[1] ?? ''}`);
  await page.getByLabel('Neues Kennwort').waitFor();
  expect(page.url()).toBe(`${town.url}/kennwort`); // the key stays in no history
  await page.getByLabel('Neues Kennwort').fill(password);
  await page.getByLabel('Kennwort wiederholen').fill(password);
  await page.getByRole('button', { name: 'Kennwort festlegen' }).click();
  await page.getByRole('heading', { name: 'Ihr Kennwort ist gesetzt' }).waitFor();
  await page.getByRole('link', { name: 'Zur Anmeldung' }).click();
}

async function enter(page: Page, email: string, word = password): Promise<void> {
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Kennwort', { exact: true }).fill(word);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByLabel('Kennwort', { exact: true }).waitFor({ state: 'detached' });
}

test('an operator is invited, founds an entity, and its administrator comes in; a guest changes sides', async () => {
  const added = await town.command('operator', 'add', '--email', 'betrieb@rz.example', '--name', 'Rita Zentrum');
  expect(added.code).toBe(0);
  const page = await fresh();
  await choosePassword(page, /\S+#\S+/.exec(added.output)?.[0] ?? '');
  await enter(page, 'betrieb@rz.example');
  await page.getByRole('heading', { level: 1, name: 'Mandanten' }).waitFor();
  await page.getByRole('rowheader', { name: /Stadt Musterstadt/ }).waitFor();

  await page.getByRole('button', { name: 'Mandanten gründen …' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name des Mandanten').fill('Stadtwerke Musterstadt');
  await sheet.getByLabel('Mailadresse für Rechnungen').fill('rechnung@stadtwerke.example');
  await sheet.getByLabel('Name 1').fill('Anna Amt');
  await sheet.getByLabel('E-Mail-Adresse 1').fill('anna@stadtwerke.example');
  await sheet.getByLabel('Name 2').fill('Jonas Peters');
  await sheet.getByLabel('E-Mail-Adresse 2').fill('admin@musterstadt.example');
  await sheet.getByLabel(/Anlass/).fill('Vertrag vom 1.11.2026');
  await sheet.getByRole('button', { name: 'Jetzt gründen' }).click();
  const link = await sheet.getByLabel('Link für anna@stadtwerke.example').inputValue();

  const anna = await fresh();
  await choosePassword(anna, link);
  await enter(anna, 'anna@stadtwerke.example');
  await anna.getByText('Stadtwerke Musterstadt').first().waitFor();

  const admin = await signIn(browser, town, 'admin');
  await admin.page.getByRole('button', { name: 'Konto, Ansicht und Sprache' }).click();
  await admin.page.getByRole('button', { name: 'Wechseln zu Stadtwerke Musterstadt' }).click();
  await admin.page.getByRole('link', { name: /Belegfluss Stadtwerke Musterstadt/ }).waitFor();
  await admin.page.getByRole('button', { name: 'Konto, Ansicht und Sprache' }).click();
  await admin.page.getByRole('button', { name: 'Wechseln zu Stadt Musterstadt' }).waitFor();
  expect(admin.faults).toEqual([]);
});

test('a forgotten password is asked for in the same words, whoever asks', async () => {
  const page = await fresh();
  await page.goto(`${town.url}/anmelden`);
  await page.getByRole('link', { name: 'Kennwort vergessen?' }).click();
  await page.getByLabel('E-Mail-Adresse').fill('niemand@nirgends.example');
  await page.getByRole('button', { name: 'Link anfordern' }).click();
  await page.getByText('Gibt es zu dieser Adresse ein Konto mit Kennwort').waitFor();
});

async function upload({ page }: Person, path: string): Promise<void> {
  await page.goto(`${town.url}/eingang`);
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.getByText('ZH-2026-0034').first().waitFor();
}

test('a unit on paper: the desk downloads the cover sheet, notes it as sent and settles it', async () => {
  const clerk = await signIn(browser, town, 'clerk');
  await upload(clerk, join(__dirname, '../fixtures/invoices/zugferd.pdf'));
  const admin = await signIn(browser, town, 'admin');
  // as text: it runs in the browser, whose types are not those of Node
  const live = await admin.page.evaluate(`(async () => {
    const get = async (path) => (await fetch('/api/v1' + path)).json();
    const { csrfToken } = await get('/session');
    const { items } = await get('/units');
    const switched = items.filter(({ number }) => number !== '40').map(({ id }) => fetch('/api/v1/units/' + id + '/live', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
      body: JSON.stringify({ live: false, reason: 'Pilot mit Stelle 40' }),
    }));
    return (await Promise.all(switched)).map(({ status }) => status);
  })()`);
  expect(new Set(live as number[])).toEqual(new Set([200]));

  const { page } = clerk;
  await page.goto(`${town.url}/?ansicht=paper`);
  await page.getByRole('link', { name: 'Papierliste (CSV)' }).waitFor();
  await page.getByRole('link', { name: 'Zaunbau Heller GmbH & Co. KG' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Laufzettel herunterladen (PDF)' }).click(),
  ]);
  expect(readFileSync(await file.path()).toString('latin1', 0, 5)).toBe('%PDF-');
  await page.getByRole('button', { name: 'Als versandt vermerken' }).click();
  await page.getByText(/^Versandt/).waitFor();
  await page.getByRole('button', { name: 'Auf Papier erledigt …' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/Wie erledigt/)
    .fill('Papieranordnung 4711');
  await page.getByRole('dialog').getByRole('button', { name: 'Vorgang beenden' }).click();
  await page.getByText('Auf Papier erledigt').first().waitFor();
  await page.goto(`${town.url}/versiegelt`);
  await page.getByText('Kein Vorgang ist versiegelt.').waitFor();
  expect([...clerk.faults, ...admin.faults]).toEqual([]);
});
