import { randomUUID } from 'node:crypto';
import { HandOutLinks, PasswordLinks } from '@libs/operations';
import { MailSender, MailServerAway, openVault } from '@libs/platform';
import { freePort } from '../support/free-port';
import { eventually, type House, openHouse } from '../support/house';
import { keyIn, type MailServer, openMailServer } from '../support/mail-server';
import { startApp, timePasses } from '../support/processes';
import { asOwnerOf } from '../support/by-hand';

/** Our own mails: whatever the mail server or the worker does, an invitation that was committed goes out, as long as it is good. */
const from = 'Belegfluss <belegfluss@musterstadt.example>';
const origin = 'https://belegfluss.musterstadt.example';
let house: House;
let mailbox: MailServer;
let port: number;

beforeAll(async () => {
  port = await freePort();
  house = await openHouse({ mail: { url: `smtp://127.0.0.1:${port}`, from, origin } });
  mailbox = await openMailServer(port);
}, 60_000);
afterEach(() => house.stopWorkers());
afterAll(async () => {
  await house.close();
  await mailbox.close();
});

const asOwner = asOwnerOf(() => house);
const invite = async (): Promise<string> => {
  const email = `${randomUUID()}@musterstadt.example`;
  const { rows } = await asOwner(
    `INSERT INTO person (entity_id, id, name, email) VALUES ($1, gen_random_uuid(), 'Ute Neumann', $2) RETURNING id`,
    [house.entityId, email],
  );
  const links = new PasswordLinks(openVault({ dataDir: house.folder }), origin, true);
  const id = (rows as { id: string }[])[0]!.id;
  await new HandOutLinks(house.database, links).run(await house.person('admin'), 'invitation', id, 'Neu');
  return email;
};
const mailsTo = (email: string) => mailbox.mails.filter(({ to }) => to === email);
const waiting = async (): Promise<{ attempt: number; later: boolean }[]> =>
  (await asOwner(`SELECT attempt, due_at > now() AS later FROM work WHERE step = 'mail'`)).rows as {
    attempt: number;
    later: boolean;
  }[];
const aMinuteLater = () => timePasses(house);
const isGone = async () => ((await waiting()).length === 0 ? true : undefined);
const arrives = (email: string) => eventually(() => Promise.resolve(mailsTo(email)[0]));
const postponed = () => eventually(async () => ((await waiting()).some(({ later }) => later) ? true : undefined));

test('the worker dies between claiming and sending: another one sends it', async () => {
  const email = await invite();
  const settings = { MAIL_URL: mailbox.url, MAIL_FROM: from, PUBLIC_URL: origin };
  const dying = await startApp('worker', house, { ...settings, FAULT_AT: 'mail:claimed' });
  expect((await dying.ended).signal).toBe('SIGKILL');
  expect(mailsTo(email)).toEqual([]);
  await timePasses(house);
  await house.startWorker();
  expect(keyIn(await arrives(email))).toMatch(/^[\w-]{43}$/);
}, 60_000);

test('it dies between sending and saying so: sent again under the same name, with the same link', async () => {
  const email = await invite();
  const settings = { MAIL_URL: mailbox.url, MAIL_FROM: from, PUBLIC_URL: origin };
  const dying = await startApp('worker', house, { ...settings, FAULT_AT: 'mail:before-commit' });
  expect((await dying.ended).signal).toBe('SIGKILL');
  expect(mailsTo(email)).toHaveLength(1);
  await timePasses(house);
  await house.startWorker();
  const [one, other] = await eventually(() => Promise.resolve(mailsTo(email).length > 1 ? mailsTo(email) : undefined));
  expect(other).toMatchObject({ messageId: one!.messageId, text: one!.text });
}, 60_000);

test('the mail server is away: it waits, no attempt counts, and goes out when it is back', async () => {
  await mailbox.close();
  const email = await invite();
  await house.startWorker();
  await postponed();
  expect((await waiting())[0]).toMatchObject({ attempt: 0 });
  mailbox = await openMailServer(port);
  await aMinuteLater();
  await arrives(email);
  await eventually(isGone);
});

test.each([451, 421, 530])('%i is not for good: it waits', async (reply) => {
  mailbox.answer = reply;
  const email = await invite();
  await house.startWorker();
  await postponed();
  mailbox.answer = undefined;
  await aMinuteLater();
  await arrives(email);
  await eventually(isGone);
});

test('550 is for good: it ends, and the audit chain tells the administrator', async () => {
  mailbox.answer = 550;
  const email = await invite();
  await house.startWorker();
  await eventually(isGone);
  mailbox.answer = undefined;
  expect(mailsTo(email)).toEqual([]);
  const { rows } = await asOwner(
    `SELECT p.payload FROM audit_entry e JOIN audit_payload p USING (entity_id, seq) JOIN person ON person.id = e.subject_id
     WHERE e.kind = 'mail-refused' AND person.email = $1`,
    [email],
  );
  expect(rows).toEqual([{ payload: '{"for":"invitation","reply":550}' }]);
});

test('a link that has run out or was replaced sends nothing', async () => {
  const email = await invite();
  await asOwner(`UPDATE one_time_key SET expires_at = now() - interval '1 second'`);
  await house.startWorker();
  await eventually(isGone);
  expect(mailsTo(email)).toEqual([]);
});

test('a worker with another key of the installation sends no wrong link: it waits for one with the right key', async () => {
  const email = await invite();
  const settings = {
    MAIL_URL: mailbox.url,
    MAIL_FROM: from,
    PUBLIC_URL: origin,
    DATA_DIR: `${house.folder}/elsewhere`,
  };
  const other = await startApp('worker', house, settings);
  await postponed();
  await other.kill();
  expect(mailsTo(email)).toEqual([]);
  await aMinuteLater();
  await house.startWorker();
  await arrives(email);
}, 60_000);

test('over a network nothing is said in the clear: a server without TLS gets no mail', async () => {
  // 0.0.0.0 reaches this machine, and its name does not say so
  const sender = new MailSender({ url: `smtp://0.0.0.0:${port}`, from });
  const mail = { id: 'x', to: 'x@musterstadt.example', subject: 's', text: 'geheimer Link' };
  await expect(sender.send(mail)).rejects.toBeInstanceOf(MailServerAway);
  sender.close();
  expect(mailsTo('x@musterstadt.example')).toEqual([]);
});

test('a server that says nothing holds nobody up for long', async () => {
  const { createServer } = await import('node:net');
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', () => resolve()));
  const { port: deaf } = silent.address() as { port: number };
  const limits = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 };
  const sender = new MailSender({ url: `smtp://127.0.0.1:${deaf}`, from }, limits);
  const begun = performance.now();
  await expect(sender.send({ id: 'x', to: 'x@y.example', subject: '', text: '' })).rejects.toBeInstanceOf(
    MailServerAway,
  );
  expect(performance.now() - begun).toBeLessThan(3_000);
  silent.close();
});
