import { request } from 'node:http';
import { withClient } from '@libs/platform';
import { createTransport } from 'nodemailer';
import { eventually, type House, openHouse } from '../support/house';
import { type OwnPostgres, ownPostgres } from '../support/own-postgres';
import { freePort } from '../support/free-port';
import { type RunningApp, startApp } from '../support/processes';
import { queueMode } from '../support/queue-mode';
import { smallDisk } from '../support/tmpfs';
import { ublInvoice } from '../support/xrechnung-xml';

/** A mail that is not safe is not acknowledged: the sending server is told why, in the code that makes it try again. */
let postgres: OwnPostgres;
let house: House;
let worker: RunningApp;
let smtpPort: number;
let watchPort: number;
const disk = smallDisk();

beforeAll(async () => {
  postgres = await ownPostgres();
  house = await openHouse();
  [smtpPort, watchPort] = [await freePort(), await freePort()];
  worker = await startApp('worker', house, {
    DATA_DIR: disk.path,
    UPLOAD_BYTES: '1000000',
    SMTP_PORT: String(smtpPort),
    METRICS_PORT: String(watchPort),
    DATABASE_CONNECTIONS: '4',
  });
}, 120_000);
afterAll(async () => {
  await worker.kill();
  await house.close();
  await postgres.close();
  disk.close();
}, 60_000);

let sent = 0;
/** The code that the sending server was answered. */
async function send(): Promise<number> {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true });
  try {
    const { response } = await transport.sendMail({
      from: 'lieferant@example.com',
      to: 'rechnung@musterstadt.example',
      subject: 'Rechnung',
      text: `Guten Tag ${(sent += 1)}`,
      attachments: [{ filename: 'r.xml', content: ublInvoice({ number: `S-${sent}` }) }],
    });
    return Number(response.slice(0, 3));
  } catch (error) {
    return (error as { responseCode?: number }).responseCode ?? 0;
  }
}

const watch = (path: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    request({ port: watchPort, path }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    })
      .once('error', reject)
      .end();
  });
const ready = async () => JSON.parse((await watch('/health/ready')).text) as Record<string, unknown>;
const readyWith = (state: object) =>
  eventually(async () => {
    const said = await ready();
    return Object.entries(state).every(([name, value]) => said[name] === value) ? true : undefined;
  }, 15);

const arrivals = (): Promise<number> =>
  withClient(house.testDatabase.ownerUrl, async (client) => {
    return (await client.query('SELECT 1 FROM arrival WHERE parent_id IS NULL')).rowCount ?? 0;
  });

test('250 when it is safe, and the worker says that it is ready', async () => {
  expect(await send()).toBe(250);
  expect(await arrivals()).toBe(1);
  expect(await watch('/health/live')).toEqual({ status: 200, text: '{"status":"up"}' });
  expect(await ready()).toMatchObject({ status: 'ready', database: 'up', archive: 'writable', delayed: false });
});

test('452 when the disk is full, 250 again when there is room, without a restart', async () => {
  disk.fill();
  expect(await send()).toBe(452);
  expect(await arrivals()).toBe(1);
  await readyWith({ status: 'not ready', archive: 'full', database: 'up' });
  expect((await watch('/health/ready')).status).toBe(503);
  expect(worker.log().match(/Im Archiv ist kein Platz mehr/g)).toHaveLength(1);
  expect(worker.log()).not.toContain('"stack"');
  disk.free();
  expect(await send()).toBe(250);
  expect(await arrivals()).toBe(2);
}, 60_000);

test('451 when the archive cannot be written', async () => {
  await disk.protect();
  expect(await send()).toBe(451);
  await readyWith({ status: 'not ready', archive: 'down' });
  disk.allow();
  expect(await send()).toBe(250);
  await readyWith({ status: 'ready', archive: 'writable' });
}, 60_000);

test('451 when the database has no connection to give', async () => {
  await withClient(house.testDatabase.ownerUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE arrival IN ACCESS EXCLUSIVE MODE');
    // four mails hold the four connections of the worker; the fifth finds none
    const holders = Array.from({ length: 4 }, send);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await send()).toBe(451);
    await client.query('ROLLBACK');
    for (const code of await Promise.all(holders)) expect([250, 451]).toContain(code);
  });
  expect(await eventually(async () => ((await send()) === 250 ? true : undefined))).toBe(true);
}, 60_000);

test('451 when the database is away, 250 when it is back; the figures tell each reply', async () => {
  const before = await arrivals();
  const seen = worker.log().length;
  const said = (): string => worker.log().slice(seen);
  await postgres.stop();
  for (let at = 0; at < 20; at += 1) expect(await send()).toBe(451);
  await readyWith({ status: 'not ready', database: 'down', queue: null });
  const { text } = await watch('/metrics');
  expect(text).toMatch(/^belegfluss_smtp_replies_total\{code="250"\} \d+$/m);
  expect(text).toMatch(/^belegfluss_smtp_replies_total\{code="451"\} \d+$/m);
  expect(text).toMatch(/^belegfluss_smtp_replies_total\{code="452"\} 1$/m);
  expect(text).toMatch(/^belegfluss_arrivals_accepted_total\{channel="mail"\} \d+$/m);
  expect(text).toMatch(/^belegfluss_archive_put_seconds_count\{outcome="stored"\} \d+$/m);
  expect(text).toMatch(/^belegfluss_children_alive 2$/m);
  expect(text).toContain(`belegfluss_queue_mode{mode="${queueMode}"} 1\n`);
  expect(text).toMatch(/^belegfluss_database_up 0$/m);
  await postgres.start();
  expect(await eventually(async () => ((await send()) === 250 ? true : undefined), 30)).toBe(true);
  expect(await arrivals()).toBe(before + 1);

  // one sentence, however many were turned away, and one when it is over
  await eventually(() => Promise.resolve(said().includes('Die Datenbank arbeitet wieder.') ? true : undefined), 30);
  expect(said().match(/Die Datenbank ist nicht erreichbar/g)).toHaveLength(1);
  expect(said().match(/Die Datenbank arbeitet wieder/g)).toHaveLength(1);
  expect(said()).not.toMatch(/"stack"|could not be looked up/);
  await readyWith({ status: 'ready', database: 'up' });
}, 90_000);
