import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breaches } from '../support/breaches';
import { type Dovecot, startDovecot } from '../support/dovecot';
import { mailWith } from '../support/envelopes';
import { eventually, type House, openHouse } from '../support/house';
import { appsOver, atRest, type RunningApp, timePasses } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/** Real workers over a real Dovecot: whatever dies, each mail is received once and lies in Processed. */
let house: House;
let dovecot: Dovecot;
let place: string;
beforeAll(async () => {
  house = await openHouse();
  dovecot = await startDovecot();
  place = mkdtempSync(join(tmpdir(), 'belegfluss-mailboxes-'));
}, 60_000);
afterAll(async () => {
  rmSync(place, { recursive: true });
  await dovecot.close();
  await house.close();
});

const mailbox = (user: string, more: object = {}) => ({
  address: 'rechnung@musterstadt.example',
  host: '127.0.0.1',
  port: dovecot.port,
  secure: false,
  user,
  password: dovecot.password,
  ...more,
});
const start = appsOver(() => house);
const worker = (mailboxes: readonly object[], settings: NodeJS.ProcessEnv = {}): Promise<RunningApp> => {
  const path = join(mkdtempSync(join(place, 'worker-')), 'mailboxes.json');
  writeFileSync(path, JSON.stringify(mailboxes), { mode: 0o600 });
  return start('worker', { IMAP_MAILBOXES: path, IMAP_POLL_SECONDS: '2', ...settings });
};

let sent = 0;
const fill = (user: string, count: number): string[] =>
  Array.from({ length: count }, () => {
    const subject = `Rechnung ${(sent += 1)}`;
    const files = [{ name: 'r.xml', type: 'application/xml', bytes: ublInvoice({ number: `I-${sent}` }) }];
    dovecot.deliver(user, mailWith(subject, files));
    return subject;
  });
const mails = (user: string) =>
  house.database.transaction(house.sight, ({ client }) =>
    client.arrival.findMany({
      where: { origin: { startsWith: `imap:${user}@127.0.0.1/INBOX:` }, parentId: null },
      orderBy: { number: 'asc' },
    }),
  );
const emptied = (user: string, seconds = 40): Promise<true> =>
  eventually(() => Promise.resolve(dovecot.list(user).length === 0 ? true : undefined), seconds);
const onceEach = async (user: string, subjects: readonly string[]): Promise<void> => {
  await timePasses(house);
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
  const all = await mails(user);
  expect(all.map(({ subject }) => subject).sort()).toEqual([...subjects].sort());
  expect(new Set(all.map(({ outcome, channel }) => `${channel}: ${outcome}`))).toEqual(new Set(['mail: accepted']));
  expect([dovecot.list(user).length, dovecot.list(user, 'Processed').length]).toEqual([0, subjects.length]);
};

test.each(['receive:before-commit', 'receive:after-commit', 'mailbox:after-commit'])(
  'killed at %s with three mails waiting, each is received once and moved',
  async (point) => {
    const user = `tot-${point.replaceAll(':', '-')}`;
    const subjects = fill(user, 3);
    const doomed = await worker([mailbox(user)], { FAULT_AT: point });
    expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(dovecot.list(user)).toHaveLength(3);
    expect(await mails(user)).toHaveLength(point.endsWith('before-commit') ? 0 : 1);

    await worker([mailbox(user)]);
    await emptied(user);
    await onceEach(user, subjects);
  },
  60_000,
);

test('two workers over twenty mails, and the one at work is killed: each mail once', async () => {
  const workers = [await worker([mailbox('zwei')]), await worker([mailbox('zwei')])];
  const subjects = fill('zwei', 20);
  await eventually(() => Promise.resolve(dovecot.list('zwei', 'Processed').length > 3 ? true : undefined), 30);
  await workers[0]!.kill();
  await emptied('zwei', 60);
  await onceEach('zwei', subjects);
}, 120_000);

test('a mail that comes while the mailbox is watched is there within seconds, not at the next poll', async () => {
  const first = fill('wach', 1);
  await worker([mailbox('wach')], { IMAP_POLL_SECONDS: '300' });
  await emptied('wach');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const second = fill('wach', 1);
  await emptied('wach', 20);
  await onceEach('wach', [...first, ...second]);
}, 90_000);

test('a wrong password is said once in words, and the other mailbox goes on', async () => {
  const subjects = fill('gut', 2);
  const app = await worker([mailbox('boese', { password: 'falsch' }), mailbox('gut')]);
  await emptied('gut');
  await onceEach('gut', subjects);
  // a mail server takes its time before it says no
  await eventually(() => Promise.resolve(app.log().includes('Benutzer oder Kennwort') || undefined), 20);
  expect(app.log().match(/Benutzer oder Kennwort/g)).toHaveLength(1);
  expect(app.log()).not.toContain('falsch');
}, 60_000);

test('the mail server goes and comes back: one line for it, and nothing is missing', async () => {
  const app = await worker([mailbox('weg')]);
  const subjects = fill('weg', 1);
  await emptied('weg');
  await dovecot.stop();
  subjects.push(...fill('weg', 3));
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  await dovecot.start();
  await emptied('weg', 30);
  await onceEach('weg', subjects);
  expect(app.log().match(/Postfach ist nicht erreichbar/g)).toHaveLength(1);
}, 90_000);

test('a mail over the limit lies in Problem and is reported; the next one passes', async () => {
  dovecot.deliver(
    'gross',
    mailWith('Zu groß', [{ name: 'a.bin', type: 'application/octet-stream', bytes: 'x'.repeat(300_000) }]),
  );
  const subjects = fill('gross', 1);
  const app = await worker([mailbox('gross')], { MAIL_BYTES: '200000' });
  await emptied('gross');
  await onceEach('gross', subjects);
  expect(dovecot.list('gross', 'Problem')).toHaveLength(1);
  expect(app.log()).toContain('liegt im Postfach unter');
}, 60_000);

test('a large mail arrives byte for byte', async () => {
  const content = Array.from({ length: 40_000 }, (_, at) => `Zeile ${at} ${'ä'.repeat(30)}`).join('\r\n');
  const mail = mailWith('Groß genug', [{ name: 'a.txt', type: 'text/plain', bytes: content }]);
  dovecot.deliver('lang', mail);
  await worker([mailbox('lang')]);
  await emptied('lang');
  const [arrival] = await mails('lang');
  const stored = await house.archive.read(house.entityId, arrival!.sha256);
  expect(stored.equals(Buffer.from(mail.replaceAll(/\r?\n/g, '\r\n')))).toBe(true);
  expect(stored.length).toBeGreaterThan(2_000_000);
}, 60_000);

test('numbered anew by the server, a mail that was not moved yet is a duplicate and no second case', async () => {
  const [subject] = fill('neu', 1);
  const doomed = await worker([mailbox('neu')], { FAULT_AT: 'mailbox:after-commit' });
  await doomed.ended;
  dovecot.renumber('neu');
  await new Promise((resolve) => setTimeout(resolve, 1_100)); // UIDVALIDITY is a time in seconds
  await worker([mailbox('neu')]);
  await emptied('neu');
  await timePasses(house);
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
  expect((await mails('neu')).map(({ outcome }) => outcome)).toEqual(['accepted', 'duplicate']);
  expect((await mails('neu'))[0]!.subject).toBe(subject);
}, 60_000);

test('a server that cannot move: the mail stays, flagged, and is not received again', async () => {
  const plain = await startDovecot('IMAP4rev1 LITERAL+ IDLE UIDPLUS');
  try {
    plain.deliver(
      'alt',
      mailWith('Ohne MOVE', [{ name: 'r.xml', type: 'application/xml', bytes: ublInvoice({ number: 'ALT' }) }]),
    );
    const settings = [mailbox('alt', { port: plain.port })];
    await worker(settings);
    await eventually(() =>
      Promise.resolve(plain.list('alt').some((name) => /:2,\w*S\w*/.test(name)) ? true : undefined),
    );
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(await mails('alt')).toHaveLength(1);
    expect(plain.list('alt')).toHaveLength(1);
  } finally {
    await plain.close();
  }
}, 60_000);
