import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Browser, type Page } from 'playwright-core';
import { openBrowser, type Person, signIn } from './support/browser';
import { openTown, type Town } from './support/town';

jest.setTimeout(90_000);

const fixtures = join(__dirname, '..', 'fixtures');
const mailed = {
  supplier: 'Nordlicht Gebäudereinigung GmbH',
  file: join(__dirname, '../../docs/example/xrechnung.xml'),
};
const dropped = { supplier: 'Zaunbau Heller GmbH & Co. KG', file: join(fixtures, 'invoices/zugferd.pdf') };

let town: Town;
let browser: Browser;

beforeAll(async () => {
  [town, browser] = await Promise.all([openTown(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await town.close();
});

/** Drops a file on the page, as a hand would that drags it from a folder. */
async function drop(page: Page, path: string): Promise<void> {
  const content = JSON.stringify(readFileSync(path).toString('base64'));
  // as text: it runs in the browser, whose types are not those of Node
  const transfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(${content}), (sign) => sign.charCodeAt(0));
    data.items.add(new File([bytes], 'Rechnung Zaun.pdf', { type: 'application/pdf' }));
    return data;
  })()`);
  // the words of the zone change while a file hovers over it
  const zone = page.getByRole('region', { name: 'Hochladen' });
  for (const type of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(type, { dataTransfer: transfer });
}

async function openCase({ page }: Person, supplier: string): Promise<void> {
  await page.goto(`${town.url}/`);
  await page.getByRole('link', { name: supplier }).click();
  await page.getByRole('heading', { level: 1, name: supplier }).waitFor();
}

async function codeOn(person: Person, supplier: string, budgetLine: string): Promise<void> {
  const { page } = person;
  await openCase(person, supplier);
  await page.getByRole('combobox', { name: 'Haushaltsstelle Zeile 1' }).fill(budgetLine);
  await page.getByRole('option', { name: new RegExp(budgetLine) }).click();
  await page.getByRole('button', { name: 'Kontierung speichern' }).click();
  await page.getByText('Zu bestätigen').first().waitFor();
}

async function sign(person: Person, supplier: string, first: RegExp, second: string, then: string): Promise<void> {
  const { page } = person;
  await openCase(person, supplier);
  await page.getByRole('button', { name: first }).click();
  await page.getByRole('dialog').getByRole('button', { name: second }).click();
  await page.getByText(then).first().waitFor();
}

/** The moment of creation and the year of the batch are all that differs from run to run. */
const comparable = (file: Buffer): string =>
  file
    .toString('latin1')
    .replace(/^("EXTF";700;21;"Buchungsstapel";13;)\d{17};/, '$1MOMENT;')
    .replace(/\b20\d\d-001"/g, 'YEAR-001"');

test('an XRechnung by mail and a ZUGFeRD PDF by hand go from the desk to a frozen DATEV file', async () => {
  const mail = createTransport({ host: town.smtp.host, port: town.smtp.port, ignoreTLS: true });
  await mail.sendMail({
    from: 'rechnung@nordlicht.example',
    to: 'rechnung@musterstadt.example',
    subject: 'Rechnung NG-2026-0417',
    text: 'Guten Tag, anbei unsere Rechnung.',
    attachments: [{ filename: 'xrechnung.xml', path: mailed.file }],
  });

  const clerk = await signIn(browser, town, 'clerk');
  await clerk.page.getByRole('link', { name: mailed.supplier }).waitFor();
  await clerk.page.getByRole('link', { name: 'Dateien hochladen' }).click();
  await drop(clerk.page, dropped.file);
  await clerk.page.getByText('Rechnung ZH-2026-0034').first().waitFor();
  await codeOn(clerk, mailed.supplier, 'Reinigung Grundschulen');
  await codeOn(clerk, dropped.supplier, 'Unterhaltung der Gebäude');

  const certifier = await signIn(browser, town, 'certifier');
  for (const { supplier } of [mailed, dropped]) {
    await sign(certifier, supplier, /Sachlich und rechnerisch bestätigen/, 'Jetzt bestätigen', 'Anzuordnen');
  }

  const head = await signIn(browser, town, 'head', true);
  for (const { supplier } of [mailed, dropped]) {
    await sign(head, supplier, /Anordnen …/, 'Jetzt anordnen', 'Bereit');
  }

  const finance = await signIn(browser, town, 'finance');
  await finance.page.goto(`${town.url}/export`);
  await finance.page.getByRole('button', { name: /Stapel \d{4}-001 übergeben/ }).click();
  await finance.page.goto(`${town.url}/export?stand=uebergeben`);
  const download = async (): Promise<Buffer> => {
    const [file] = await Promise.all([
      finance.page.waitForEvent('download'),
      finance.page.getByRole('link', { name: /EXTF_.*herunterladen/ }).click(),
    ]);
    return readFileSync(await file.path());
  };
  const bytes = await download();
  expect(await download()).toEqual(bytes);
  expect(comparable(bytes)).toBe(readFileSync(join(fixtures, 'extf/two-invoices.csv'), 'latin1'));

  await finance.page.getByRole('button', { name: 'Quittung …' }).click();
  await finance.page.getByRole('button', { name: 'Von der Buchhaltung übernommen' }).click();
  await clerk.page.goto(`${town.url}/?ansicht=done`);
  await clerk.page.getByRole('link', { name: mailed.supplier }).waitFor();

  const audit = await town.command('audit', 'verify');
  expect(audit).toMatchObject({ code: 0 });
  expect([clerk, certifier, head, finance].flatMap(({ faults }) => faults)).toEqual([]);
});
