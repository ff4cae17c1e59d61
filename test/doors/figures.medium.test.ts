import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dovecot, startDovecot } from '../support/dovecot';
import { mailWith } from '../support/envelopes';
import { type Folder, openFolder } from '../support/folder';
import { freePort } from '../support/free-port';
import { eventually, type House, openHouse } from '../support/house';
import { atRest, type RunningApp, startApp } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/** What the figures of a worker tell of the doors that fetch: what came in, and which of them is in outage. */
let house: House;
let dovecot: Dovecot;
let folder: Folder;
let place: string;
let worker: RunningApp;
let url: string;

beforeAll(async () => {
  house = await openHouse();
  dovecot = await startDovecot();
  folder = openFolder();
  place = mkdtempSync(join(tmpdir(), 'belegfluss-figures-'));
  const mailboxes = join(place, 'mailboxes.json');
  const { port, password } = dovecot;
  const mailbox = { address: 'rechnung@musterstadt.example', host: '127.0.0.1', port, secure: false, password };
  writeFileSync(mailboxes, JSON.stringify([{ ...mailbox, user: 'post' }]), { mode: 0o600 });
  const metricsPort = await freePort();
  url = `http://127.0.0.1:${metricsPort}/metrics`;
  worker = await startApp('worker', house, {
    ...folder.settings,
    IMAP_MAILBOXES: mailboxes,
    IMAP_POLL_SECONDS: '1',
    METRICS_PORT: String(metricsPort),
  });
}, 60_000);
afterAll(async () => {
  await worker.kill();
  await dovecot.close();
  await house.close();
  folder.remove();
  rmSync(place, { recursive: true });
});

const figures = async (): Promise<string[]> => (await (await fetch(url)).text()).split('\n');
/** Until all of these lines are told at once. */
const tells = (...wanted: string[]): Promise<true> =>
  eventually(async () => {
    const lines = await figures();
    return wanted.every((line) => lines.includes(line)) || undefined;
  }, 30);
const counted = (channel: string, count: number): string[] => [
  `belegfluss_arrivals_accepted_total{channel="${channel}"} ${count}`,
  `belegfluss_accept_seconds_count{channel="${channel}"} ${count}`,
];
const inbox = (cause: string, value: number): string =>
  `belegfluss_door_outage{door="folder",name="${folder.root}",cause="${cause}"} ${value}`;
const mailbox = (cause: string, value: number): string =>
  `belegfluss_door_outage{door="mailbox",name="post@127.0.0.1/INBOX",cause="${cause}"} ${value}`;

let sent = 0;
const another = (): string => ublInvoice({ number: `Z-${(sent += 1)}` });
const deliver = (): void => {
  const files = [{ name: 'r.xml', type: 'application/xml', bytes: another() }];
  dovecot.deliver('post', mailWith(`Rechnung ${sent}`, files));
};

test('files and fetched mails are counted, each under its door, and the proof of this night does not wait', async () => {
  folder.put('a.xml', another());
  folder.put('leer.xml', '');
  folder.put('b.xml', another());
  deliver();
  await tells(...counted('folder', 3), ...counted('mailbox', 1));
  await atRest(house);
  await tells('belegfluss_work_waiting{step="prove"} 0', 'belegfluss_work_waiting{step="receive"} 0');
}, 60_000);

test('a folder that cannot be used is in outage until it can be', async () => {
  await tells(inbox('folder', 0), inbox('full', 0), inbox('address', 0));
  renameSync(folder.root, `${folder.root}-away`);
  writeFileSync(folder.root, 'something else');
  await tells(inbox('folder', 1), inbox('full', 0), mailbox('connection', 0));

  rmSync(folder.root);
  renameSync(`${folder.root}-away`, folder.root);
  folder.put('c.xml', another());
  await tells(inbox('folder', 0), ...counted('folder', 4));
}, 60_000);

test('a mailbox that cannot be reached is in outage until it can be', async () => {
  await dovecot.stop();
  await tells(mailbox('connection', 1), mailbox('sign-in', 0), inbox('folder', 0));

  await dovecot.start();
  deliver();
  await tells(mailbox('connection', 0), ...counted('mailbox', 2));
}, 60_000);
