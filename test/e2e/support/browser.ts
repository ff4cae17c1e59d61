import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Town } from './town';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

export function openBrowser(): Promise<Browser> {
  if (!executable) throw new Error('Chromium is missing: apt-get install chromium.');
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  return chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
  });
}

export type Person = { readonly page: Page; readonly faults: string[]; readonly leave: () => Promise<void> };

/** A browser of somebody's own, at the desk or on the phone. Faults on the page are collected. */
export async function openPerson(browser: Browser, phone = false): Promise<Person> {
  const viewport = phone ? { width: 390, height: 844 } : { width: 1440, height: 900 };
  const context = await browser.newContext({
    viewport,
    hasTouch: phone,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // the question "who is signed in" is answered 401 before the sign-in
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text());
  });
  return { page, faults, leave: () => context.close() };
}

/** Fills in the form of the sign-in page. */
export async function enterPassword(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('E-Mail-Adresse').fill(`${login}@musterstadt.example`);
  await page.getByLabel('Kennwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
}

/** Signs a person of the demonstration town in. */
export async function signIn(browser: Browser, town: Town, login: string, phone = false): Promise<Person> {
  const person = await openPerson(browser, phone);
  const { page } = person;
  await page.goto(`${town.url}/`);
  await enterPassword(page, login, town.password);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.getByLabel('Kennwort', { exact: true }).waitFor({ state: 'detached' });
  return person;
}
