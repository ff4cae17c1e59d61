import { randomUUID } from 'node:crypto';
import { type HandedLink, type PasswordLink } from '@libs/contracts';
import { eventually } from '../support/house';
import { keyIn, type MailServer, openMailServer, type ReceivedMail } from '../support/mail-server';
import { openServer, type TestServer } from '../support/server';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

/** How a person gets a password, the first and every other: by a link that is good once. */
let server: TestServer;
let mailbox: MailServer;
let admin: Client;
const origin = 'https://belegfluss.musterstadt.example';
const password = 'vier Wörter am Deich';

beforeAll(async () => {
  mailbox = await openMailServer();
  const from = 'Belegfluss <belegfluss@musterstadt.example>';
  server = await openServer({ MAIL_URL: mailbox.url, MAIL_FROM: from }, { mail: { url: mailbox.url, from, origin } });
  admin = await signedIn(server.url, 'admin');
}, 60_000);
afterAll(async () => {
  await server.close();
  await mailbox.close();
});

async function newcomer(): Promise<{ id: string; login: string; email: string }> {
  const login = `neu-${randomUUID().slice(0, 8)}`;
  const email = `${login}@musterstadt.example`;
  await server.sql(
    `WITH p AS (INSERT INTO person (entity_id, id, name, email) VALUES ($1, gen_random_uuid(), 'Ute Neumann', $2) RETURNING id)
     INSERT INTO sign_in_key SELECT 'email', encode(sha256(lower($2)::bytea), 'hex'), $1, p.id FROM p`,
    [server.house.entityId, email],
  );
  const [row] = await server.sql('SELECT id FROM person WHERE email = $1', [email]);
  return { id: String(row!['id']), login, email };
}

/** A person of their own with a password, and where they are signed in. */
async function settled() {
  const person = await newcomer();
  await invite(person.id);
  await set(keyIn(await mailTo(person.email)), password);
  const client = new Client(server.url);
  expect((await client.signIn(person.login, password)).status).toBe(200);
  return { ...person, client };
}

const invite = async (id: string): Promise<HandedLink> => {
  const answer = await admin.post(`/people/${id}/invitation`, { reason: 'Neu im Amt 40' });
  expect(answer.status).toBe(201);
  return answer.json as HandedLink;
};
const mailsTo = (email: string): ReceivedMail[] => mailbox.mails.filter(({ to }) => to === email);
const mailTo = (email: string, at = 0): Promise<ReceivedMail> => eventually(() => Promise.resolve(mailsTo(email)[at]));
const door = () => new Client(server.url);
const look = (key: string) => door().post('/password-links', { key });
const set = (key: string, wanted: string) => door().post('/passwords', { key, password: wanted });
const ask = (email: string) => door().post('/password-resets', { email });

describe('an invitation', () => {
  test('goes out by mail, in German and English, with a link that the server never sees', async () => {
    const { id, email } = await newcomer();
    expect(await invite(id)).toMatchObject({ sentTo: email, link: null });
    const mail = await mailTo(email);
    expect(mail.subject).toBe('Ihr Zugang zu Belegfluss (Stadt Musterstadt)');
    expect(mail.text).toContain('Guten Tag Ute Neumann');
    expect(mail.text).toContain('Dear Ute Neumann');
    expect(mail.text).toContain(`${origin}/kennwort#`);
    expect(mail.raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(mail.raw).toMatch(/^Content-Type: text\/plain/m);
  });

  test('says what it is for as often as it is asked, sets the password once, and signs nobody in', async () => {
    const { id, email, login } = await newcomer();
    await invite(id);
    const key = keyIn(await mailTo(email));
    for (const time of [1, 2, 3]) {
      const answer = await look(key);
      expect([time, answer.json as PasswordLink]).toEqual([
        time,
        { kind: 'invitation', entity: 'Stadt Musterstadt', name: 'Ute Neumann', email, choosesPassword: true },
      ]);
    }
    const done = await set(key, password);
    expect({ status: done.status, json: done.json, cookies: done.cookies }).toEqual({
      status: 200,
      json: { email },
      cookies: [],
    });
    expectProblem(await set(key, 'ein ganz anderes Kennwort'), 404, 'link-gone');
    expectProblem(await look(key), 404, 'link-gone');
    expect((await door().signIn(login, password)).status).toBe(200);
  });

  test('ten who take it at once: one password is set', async () => {
    const { id, email, login } = await newcomer();
    await invite(id);
    const key = keyIn(await mailTo(email));
    const tries = Array.from({ length: 10 }, (_, at) => `Kennwort Versuch Nummer ${at}`);
    const answers = await Promise.all(tries.map((wanted) => set(key, wanted)));
    const taken = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []));
    expect(taken).toHaveLength(1);
    for (const { status } of answers) expect([200, 404]).toContain(status);
    expect((await door().signIn(login, tries[taken[0]!])).status).toBe(200);
    expect(
      await server.sql(`SELECT 1 FROM audit_entry WHERE kind = 'password-set' AND subject_id = $1`, [id]),
    ).toHaveLength(1);
  }, 60_000);

  test('a new one voids the old, ten at once leave one', async () => {
    const { id, email } = await newcomer();
    await Promise.all(Array.from({ length: 10 }, () => invite(id)));
    const good = async () => {
      const answers = await Promise.all(mailsTo(email).map((mail) => look(keyIn(mail))));
      return answers.filter(({ status }) => status === 200).length;
    };
    await eventually(async () => ((await good()) > 0 ? true : undefined));
    expect(await good()).toBe(1);
    expect(await server.sql(`SELECT 1 FROM one_time_key WHERE data ->> 'person' = $1`, [id])).toHaveLength(1);
  });

  test('after seven days it is good for nothing', async () => {
    const { id, email } = await newcomer();
    const { expiresAt } = await invite(id);
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(7);
    const key = keyIn(await mailTo(email));
    await server.sql(`UPDATE one_time_key SET expires_at = now() - interval '1 second' WHERE data ->> 'person' = $1`, [
      id,
    ]);
    expectProblem(await look(key), 404, 'link-gone');
    expectProblem(await set(key, password), 404, 'link-gone');
  });

  test.each([
    ['kurz', 'password-too-short'],
    ['Passwort2026!', 'password-too-common'],
    ['Neumann-2026!', 'password-own-name'],
  ])('%s is no password (%s), and the link stays good', async (wanted, code) => {
    const { id, email } = await newcomer();
    await invite(id);
    const key = keyIn(await mailTo(email));
    expectProblem(await set(key, wanted), 422, code);
    expect((await set(key, password)).status).toBe(200);
  });

  test('is for the administrator to give, with a reason, to people who need one', async () => {
    const { id } = await newcomer();
    for (const login of ['clerk', 'auditor', 'finance']) {
      const other = await signedIn(server.url, login);
      expectProblem(await other.post(`/people/${id}/invitation`, { reason: 'x' }), 403, 'no-power-to-invite');
      expectProblem(await other.post(`/people/${id}/password-reset`, { reason: 'x' }), 403, 'no-power-to-invite');
    }
    expectProblem(await admin.post(`/people/${id}/invitation`, { reason: ' ' }), 422);
    expectProblem(await admin.post(`/people/${randomUUID()}/invitation`, { reason: 'x' }), 404, 'not-found');
    const { personId } = await server.house.person('clerk');
    expectProblem(await admin.post(`/people/${personId}/invitation`, { reason: 'x' }), 409, 'has-password');
    await server.sql('UPDATE person SET disabled_at = now() WHERE id = $1', [id]);
    expectProblem(await admin.post(`/people/${id}/invitation`, { reason: 'x' }), 409, 'person-disabled');
  });

  test('of a person who is shut out meanwhile sets nothing', async () => {
    const { id, email } = await newcomer();
    await invite(id);
    const key = keyIn(await mailTo(email));
    await server.sql('UPDATE person SET disabled_at = now() WHERE id = $1', [id]);
    expectProblem(await set(key, password), 404, 'link-gone');
  });
});

describe('a forgotten password', () => {
  test('leads to a link of one hour; with the new password all sessions end and other links are void', async () => {
    const { email, login, id, client } = await settled();
    expect((await ask(email)).status).toBe(202);
    const first = keyIn(await mailTo(email, 1));
    await ask(email.toUpperCase());
    const second = keyIn(await mailTo(email, 2));
    expectProblem(await look(first), 404, 'link-gone');
    expect((await look(second)).json).toMatchObject({ kind: 'reset' });
    expect((await client.get('/cases')).status).toBe(200);
    expect((await set(second, 'fünf andere Wörter im Wind')).status).toBe(200);
    expectProblem(await client.get('/cases'), 401, 'signed-out');
    expect((await door().signIn(login, password)).status).toBe(401);
    expect((await door().signIn(login, 'fünf andere Wörter im Wind')).status).toBe(200);
    expect(await server.sql(`SELECT 1 FROM one_time_key WHERE data ->> 'person' = $1`, [id])).toEqual([]);
  });

  test('the same words and the same time, whether somebody has the address or not', async () => {
    const { email } = await settled();
    const timed = async (address: string) => {
      const begun = performance.now();
      const { status, json } = await ask(address);
      return { status, json, took: performance.now() - begun };
    };
    const known = [await timed(email), await timed(email)];
    const unknown = [await timed(`${randomUUID()}@nirgends.example`), await timed('kein-mensch@nirgends.example')];
    const shut = await newcomer(); // no password yet
    const others = [...unknown, await timed(shut.email)];
    for (const one of [...known, ...others]) {
      expect(one).toMatchObject({ status: 202, json: known[0]!.json as object });
      expect(one.took).toBeGreaterThan(590);
      expect(one.took).toBeLessThan(1_500);
    }
    expect(mailsTo(shut.email)).toEqual([]);
  });

  test('five an hour for an address, known or not; then 429', async () => {
    for (const address of [`${randomUUID()}@nirgends.example`, (await settled()).email]) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask(address)));
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
      const [refused] = answers.filter(({ status }) => status === 429);
      expect(Number(refused!.headers['retry-after'])).toBeGreaterThan(0);
      expectProblem(refused!, 429, 'too-many-resets');
    }
    await server.sql('DELETE FROM sign_in_throttle');
  });

  test('the administrator starts one, and learns no key', async () => {
    const { id, email } = await settled();
    const answer = await admin.post(`/people/${id}/password-reset`, { reason: 'Gerät verloren' });
    expect(answer.json).toMatchObject({ sentTo: email, link: null });
    expect((await look(keyIn(await mailTo(email, 1)))).status).toBe(200);
  });
});

test('no key stands in the database, in work, audit or answers, before or after the mail is sent', async () => {
  const { id, email } = await newcomer();
  await invite(id);
  const key = keyIn(await mailTo(email));
  const [{ all } = { all: '' }] = await server.sql(
    `SELECT (SELECT json_agg(o) FROM one_time_key o)::text || (SELECT coalesce(json_agg(w), '[]') FROM work w)::text
       || (SELECT json_agg(p) FROM audit_payload p)::text || (SELECT coalesce(json_agg(i), '[]') FROM idempotent_request i)::text AS all`,
  );
  expect(String(all)).toContain(id);
  expect(String(all)).not.toContain(key);
});

test('what was done stands in the audit chain, with the reason and without secrets', async () => {
  const { id } = await settled();
  const rows = await server.sql(
    `SELECT e.kind, p.payload FROM audit_entry e JOIN audit_payload p USING (entity_id, seq) WHERE e.subject_id = $1 ORDER BY e.seq`,
    [id],
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['person-invited', 'mail-sent', 'password-set']);
  expect(String(rows[0]!['payload'])).toContain('Neu im Amt 40');
  expect(await server.house.verifyAudit.run(server.house.entityId)).toMatchObject({ fault: undefined });
});
