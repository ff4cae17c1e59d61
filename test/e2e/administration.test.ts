import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page } from 'playwright-core';
import { openBrowser, type Person, signIn } from './support/browser';
import { openTown, type Town } from './support/town';

jest.setTimeout(90_000);

let town: Town;
let browser: Browser;
let admin: Person;
let admin2: Person;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
  [admin, admin2] = [await signIn(browser, town, 'admin'), await signIn(browser, town, 'admin2')];
});

afterAll(async () => {
  expect([admin, admin2].flatMap(({ faults }) => faults)).toEqual([]);
  await browser.close();
  await town.close();
});

const reason = 'Antrag des Personalamts';
const openPage = async ({ page }: Person, path: string, heading: string): Promise<void> => {
  await page.goto(`${town.url}/verwaltung/${path}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};
const confirmSheet = async (page: Page, button: string): Promise<void> => {
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Grund', { exact: true }).fill(reason);
  await sheet.getByRole('button', { name: button, exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
};
const waiting = (page: Page) => page.getByRole('main').getByRole('article');

test('a role in a sealed unit is given by one administrator and counts once a second has confirmed it', async () => {
  const { page } = admin;
  await openPage(admin, 'personen', 'Personen');
  await page.getByRole('button', { name: 'Person anlegen …' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Nele Brandt');
  await page.getByRole('dialog').getByLabel('E-Mail-Adresse').fill('nele@musterstadt.example');
  await confirmSheet(page, 'Person anlegen');
  await page.getByRole('heading', { level: 1, name: 'Nele Brandt' }).waitFor();

  await page.getByRole('button', { name: 'Rolle geben …' }).click();
  await page.getByLabel('Rolle', { exact: true }).selectOption({ label: 'Feststellung' });
  await page.getByRole('combobox', { name: 'Stelle' }).fill('50 Soz');
  await page.getByRole('option', { name: /50 Soziales/ }).click();
  await page.getByText('Gilt erst, wenn eine zweite Administration').waitFor();
  // without a reason nothing is sent, and the field says so
  await page.getByRole('dialog').getByRole('button', { name: 'Rolle geben', exact: true }).click();
  await page.getByRole('alert').getByText('Bitte nennen Sie den Grund.').waitFor();
  await confirmSheet(page, 'Rolle geben');
  await page.getByRole('row', { name: /Feststellung.*50 Soziales.*Wartet auf Bestätigung/ }).waitFor();

  await openPage(admin, 'bestaetigen', 'Zu bestätigen');
  await waiting(page).getByText('Von Ihnen angestoßen').waitFor();
  expect(await page.getByRole('button', { name: /^Bestätigen …/ }).count()).toBe(0);

  await openPage(admin2, 'bestaetigen', 'Zu bestätigen');
  await admin2.page.getByRole('button', { name: 'Bestätigen … Feststellung für Nele Brandt, 50 Soziales' }).click();
  await confirmSheet(admin2.page, 'Bestätigen');
  await admin2.page.getByText('Nichts wartet auf Bestätigung.').waitFor();

  await openPage(admin2, 'personen', 'Personen');
  await admin2.page.getByRole('searchbox', { name: 'Name oder E-Mail-Adresse' }).fill('nele');
  await admin2.page.getByRole('link', { name: 'Nele Brandt' }).click();
  await admin2.page.getByRole('row', { name: /Feststellung.*Gilt.*bestätigt von Claudia Brenner/ }).waitFor();
  await admin2.page.getByRole('button', { name: 'Beenden … Feststellung 50' }).click();
  await confirmSheet(admin2.page, 'Rolle beenden');
  await admin2.page.getByText('Beendete Rollen (1)').waitFor();
});

test('the head of a sealed unit lets an auditor look in, and ends it', async () => {
  const head = await signIn(browser, town, 'socialhead');
  const { page } = head;
  await page.getByRole('link', { name: 'Einsicht' }).click();
  await page.getByRole('heading', { level: 1, name: 'Einsicht' }).waitFor();
  await page.getByText('Niemand hat Einsicht').waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole('button', { name: 'Einsicht geben …' }).click();
  await page.getByLabel('Rechnungsprüfung', { exact: true }).selectOption({ index: 1 });
  const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Letzter Tag').fill(inAMonth);
  await confirmSheet(page, 'Einsicht geben');
  await page.getByRole('row', { name: /Rechnungsprüfung.*50 Soziales.*Gilt/ }).waitFor();

  await page.getByRole('button', { name: 'Beenden … Rechnungsprüfung 50' }).click();
  await confirmSheet(page, 'Rolle beenden');
  await page.getByRole('row', { name: /Rechnungsprüfung.*50 Soziales.*Gilt/ }).waitFor({ state: 'detached' });
  expect(head.faults).toEqual([]);
  await head.leave();
});

test('somebody gets the link for a first password from the administrator, who hands it on', async () => {
  const { page } = admin;
  await openPage(admin, 'personen', 'Personen');
  await page.getByRole('button', { name: 'Person anlegen …' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Timo Ahrens');
  await page.getByRole('dialog').getByLabel('E-Mail-Adresse').fill('timo@musterstadt.example');
  await confirmSheet(page, 'Person anlegen');
  await page.getByRole('heading', { level: 1, name: 'Timo Ahrens' }).waitFor();
  await page.getByRole('button', { name: 'Zugangslink …' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Grund', { exact: true }).fill(reason);
  await sheet.getByRole('button', { name: 'Einladen', exact: true }).click();
  const link = await page.getByLabel('Link zum Weitergeben').inputValue();
  expect(link).toMatch(/\/kennwort#[\w-]{20,}$/);
  await page.getByRole('button', { name: 'Schließen', exact: true }).click();
});

test('a table of Windows is looked at, corrected and taken over', async () => {
  const { page } = admin;
  const windows = (text: string): Buffer => Buffer.from(text, 'latin1');
  const choose = (csv: string) =>
    page.setInputFiles('input[type=file]', { name: 'personal.csv', mimeType: 'text/csv', buffer: windows(csv) });
  await openPage(admin, 'import', 'Import');
  await choose('Name;E-Mail;Rolle;Stelle\r\nJürgen Groß;gross@musterstadt.example;Bürgermeister;\r\n');
  await page.getByText('1 von 1 Zeilen passen nicht').waitFor();
  await page.getByRole('row', { name: /Jürgen Groß.*Rolle: ist keine Rolle/ }).waitFor();
  expect(await page.getByRole('button', { name: /übernehmen/ }).count()).toBe(0);

  await choose('Name;E-Mail;Rolle;Stelle\r\nJürgen Groß;gross@musterstadt.example;Anordnung;40\r\n');
  await page.getByRole('row', { name: /Jürgen Groß.*Neu.*Rolle Anordnung in 40/ }).waitFor();
  await page.getByRole('button', { name: '1 Zeilen übernehmen …' }).click();
  await confirmSheet(page, 'Jetzt übernehmen');
  await page.getByText('Übernommen: 1 neu, 0 geändert.').waitFor();
  await openPage(admin, 'personen?', 'Personen');
  await page.getByRole('row', { name: /Jürgen Groß.*Anordnung 40/ }).waitFor();
});

test('every page holds for keyboard and screen reader, at the desk and at 320 pixels; others are not offered them', async () => {
  for (const width of [1440, 320]) {
    await admin.page.setViewportSize({ width, height: 900 });
    for (const [path, heading] of [
      ...[
        ['personen', 'Personen'],
        ['gruppen', 'Gruppen'],
        ['stellen', 'Stellen'],
      ],
      ...[
        ['bestaetigen', 'Zu bestätigen'],
        ['mandant', 'Mandant'],
        ['import', 'Import'],
      ],
    ] as [string, string][]) {
      await openPage(admin, path, heading);
      await admin.page.getByText('wird geladen').waitFor({ state: 'detached' });
      const { violations } = await new AxeBuilder({ page: admin.page }).analyze();
      expect([path, width, violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([path, width, []]);
      const sideways = await admin.page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect([path, width, sideways]).toEqual([path, width, 0]);
    }
  }
  const clerk = await signIn(browser, town, 'clerk');
  expect(await clerk.page.getByRole('link', { name: 'Personen' }).count()).toBe(0);
  await clerk.page.goto(`${town.url}/verwaltung/personen`);
  await clerk.page.getByText('verwaltet nur die Administration').waitFor();
});
