import { openServer, serve, type TestServer } from '../support/server';
import { Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
}, 60_000);

afterAll(() => server.close());

const wrongPassword = 'kein Kennwort';
const attributes = (cookie: string | undefined): string[] =>
  (cookie ?? '')
    .split(';')
    .slice(1)
    .map((part) => part.trim());

describe('signing in', () => {
  test('gives a cookie that scripts and foreign forms do not get, and tells who one is', async () => {
    const clerk = new Client(server.url);
    const answer = await clerk.signIn('clerk');
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(attributes(answer.cookies[0])).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']));
    expect(attributes(answer.cookies[0])).not.toContain('Secure');
    expect(clerk.session).toMatchObject({
      person: { name: 'Sabine Krüger', email: 'clerk@musterstadt.example' },
      entity: { name: 'Stadt Musterstadt' },
      roles: [{ role: 'clerk', unit: null }],
    });
    expect((await clerk.get('/session')).json).toEqual(answer.json);
  });

  test('sets Secure where browsers come over https', async () => {
    const behindTls = await serve(server.house, { PUBLIC_URL: 'https://rechnung.musterstadt.example' });
    const answer = await new Client(behindTls.url).signIn('clerk');
    expect(attributes(answer.cookies[0])).toEqual(
      expect.arrayContaining(['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']),
    );
    // a cookie of the same meaning that a neighbour in the domain could plant is not looked at
    expect(answer.cookies[0]).toMatch(/^__Host-bf_session=/);
    const token = answer.cookies[0]?.split(/[=;]/)[1];
    const client = new Client(behindTls.url);
    const asked = (name: string) => client.raw('GET', '/api/v1/session', { headers: { cookie: `${name}=${token}` } });
    expect([(await asked('bf_session')).status, (await asked('__Host-bf_session')).status]).toEqual([401, 200]);
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d+/);
    await behindTls.stop();
  });

  test('takes the address in any case and with blanks around', async () => {
    const client = new Client(server.url);
    const { status } = await client.post('/session', {
      email: '  CLERK@Musterstadt.Example ',
      password: 'Kennwort der Probe',
    });
    expect(status).toBe(200);
  });

  test.each([
    ['a wrong password', { email: 'clerk2@musterstadt.example', password: wrongPassword }],
    ['an unknown person', { email: 'niemand@musterstadt.example', password: wrongPassword }],
  ])('refuses %s in the same words', async (_, body) => {
    const answer = await new Client(server.url).post('/session', body);
    const problem = expectProblem(answer, 401, 'wrong-credentials');
    expect(problem.detail).toContain('E-Mail-Adresse oder Kennwort');
    expect(answer.cookies).toEqual([]);
  });

  test.each([
    ['nothing', {}],
    ['an empty password', { email: 'clerk@musterstadt.example', password: '' }],
    ['a list', []],
    ['text', 'clerk'],
    ['a NUL', { email: 'clerk2@musterstadt.example', password: 'a\0b' }],
  ])('refuses %s as unfitting', async (_, body) => {
    expectProblem(await new Client(server.url).post('/session', body), 422);
  });

  test('a form of a foreign page cannot sign anybody in', async () => {
    const answer = await new Client(server.url).send('POST', '/api/v1/session', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from('email=clerk%40musterstadt.example&password=Kennwort+der+Probe'),
    });
    expectProblem(answer, 415);
    expect(answer.cookies).toEqual([]);
  });
});

describe('wrong ten times', () => {
  const attempt = (client: Client, login: string, password: string, from = '') =>
    client.post(
      '/session',
      { email: `${login}@musterstadt.example`, password },
      from === '' ? {} : { 'x-forwarded-for': from },
    );

  test('makes that person at that place wait, says for how long, and nobody else', async () => {
    const client = new Client(server.url);
    for (let n = 1; n <= 9; n += 1) expectProblem(await attempt(client, 'deputy', wrongPassword), 401);
    const tenth = await attempt(client, 'deputy', wrongPassword);
    const problem = expectProblem(tenth, 429, 'too-many-attempts');
    expect(problem.message.de).toMatch(/15 Minuten/);
    expect(Number(tenth.headers['retry-after'])).toBeGreaterThan(800);
    expect(Number(tenth.headers['retry-after'])).toBeLessThanOrEqual(900);

    // the right password does not help any more
    expectProblem(await attempt(client, 'deputy', 'Kennwort der Probe'), 429);
    expect((await attempt(client, 'head', 'Kennwort der Probe')).status).toBe(200);
  });

  test('another place may go on, and a header cannot pretend to be one', async () => {
    const proxied = await serve(server.house, { PUBLIC_URL: 'http://rechnung.musterstadt.example' });
    const client = new Client(proxied.url);
    // the proxy appends whom it saw; what stands before it is the client's own invention
    const answers: number[] = [];
    for (let n = 1; n <= 10; n += 1) {
      answers.push((await attempt(client, 'auditor', wrongPassword, `203.0.113.${n}, 198.51.100.7`)).status);
    }
    expect(answers).toEqual([...Array<number>(9).fill(401), 429]);
    expect((await attempt(client, 'auditor', 'Kennwort der Probe', '198.51.100.8')).status).toBe(200);
    await proxied.stop();
  });

  test('many at once are no way around', async () => {
    const client = new Client(server.url);
    const answers = await Promise.all(Array.from({ length: 24 }, () => attempt(client, 'cashier', wrongPassword)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(9);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  test('a hundred wrong ones of one place make the place wait a few minutes, whoever they are for; other places go on', async () => {
    const proxied = await serve(server.house, { PUBLIC_URL: 'http://rechnung.musterstadt.example' });
    const client = new Client(proxied.url);
    const [town, elsewhere] = ['198.51.100.20', '198.51.100.21'];
    // those who are right, however many, and a program that knocks with an old password count for nothing
    for (let n = 1; n <= 5; n += 1)
      expect((await attempt(client, 'order', 'Kennwort der Probe', town)).status).not.toBe(429);
    for (let n = 1; n <= 30; n += 1) await attempt(client, 'knocks', wrongPassword, town);
    const statuses: number[] = [];
    for (let n = 1; n <= 90; n += 1) statuses.push((await attempt(client, `fremd${n}`, wrongPassword, town)).status);
    expect(statuses.slice(0, 80)).toEqual(Array<number>(80).fill(401));
    const over = await attempt(client, 'fremd', wrongPassword, town);
    expect(expectProblem(over, 429, 'too-many-attempts').message.de).toMatch(/Netzadresse.*[1-5] Minuten/);
    expect(Number(over.headers['retry-after'])).toBeLessThanOrEqual(300);
    expect((await attempt(client, 'head', 'Kennwort der Probe', elsewhere)).status).toBe(200);
    // the wait is told without filling the table with people who do not exist
    const rows = (await server.sql('SELECT 1 FROM sign_in_throttle')).length;
    for (let n = 1; n <= 20; n += 1) await attempt(client, `mehr${n}`, wrongPassword, town);
    expect((await server.sql('SELECT 1 FROM sign_in_throttle')).length).toBe(rows);
    client.close();
    await proxied.stop();
  });

  test('the right password clears the count', async () => {
    const client = new Client(server.url);
    for (let n = 1; n <= 6; n += 1) expectProblem(await attempt(client, 'finance2', wrongPassword), 401);
    expect((await attempt(client, 'finance2', 'Kennwort der Probe')).status).toBe(200);
    for (let n = 1; n <= 6; n += 1) expectProblem(await attempt(client, 'finance2', wrongPassword), 401);
  });
});

describe('a session', () => {
  test('gets a new token at each sign-in, and the one brought along dies', async () => {
    const victim = await signedIn(server.url, 'clerk');
    const planted = victim.cookie;
    await victim.signIn('clerk');
    expect(victim.cookie).not.toBe(planted);

    const thief = new Client(server.url);
    thief.cookie = planted;
    expectProblem(await thief.get('/session'), 401, 'signed-out');
  });

  test('ends at sign-out, on the server too', async () => {
    const clerk = await signedIn(server.url, 'clerk');
    const { cookie, csrf } = clerk;
    const answer = await clerk.send('DELETE', '/api/v1/session');
    expect(answer.status).toBe(204);
    expect(answer.cookies[0]).toMatch(/^bf_session=;.*(Max-Age=0|1970)/);
    const again = Object.assign(new Client(server.url), { cookie, csrf });
    expectProblem(await again.get('/cases'), 401, 'signed-out');
    expectProblem(await again.send('DELETE', '/api/v1/session'), 401, 'signed-out');
  });

  test.each([
    ['idle for half an hour', `last_seen_at = now() - interval '31 minutes'`],
    ['open for twelve hours', `expires_at = now() - interval '1 second'`],
  ])('ends when it was %s', async (_, change) => {
    const clerk2 = await signedIn(server.url, 'clerk2');
    expect((await clerk2.get('/session')).status).toBe(200);
    await server.sql(`UPDATE session SET ${change} WHERE person_id = $1`, [clerk2.session?.person.id]);
    expectProblem(await clerk2.get('/session'), 401, 'signed-out');
  });

  test('stays open for whoever works', async () => {
    const clerk2 = await signedIn(server.url, 'clerk2');
    const idle = async (minutes: number) =>
      server.sql(`UPDATE session SET last_seen_at = now() - make_interval(mins => $2) WHERE person_id = $1`, [
        clerk2.session?.person.id,
        minutes,
      ]);
    for (let n = 0; n < 3; n += 1) {
      await idle(20);
      expect((await clerk2.get('/session')).status).toBe(200);
    }
  });

  test.each(['', 'bf_session=', 'bf_session=falsch', `bf_session=${'x'.repeat(3000)}`, 'bf_session=%00%ff;;;=='])(
    'is none with the cookie "%.20s"',
    async (cookie) => {
      const client = Object.assign(new Client(server.url), { cookie });
      expectProblem(await client.get('/cases'), 401, 'signed-out');
    },
  );
});

describe('the mark of our own page', () => {
  const changes: readonly [method: string, path: string][] = [
    ['POST', '/api/v1/exports'],
    ['POST', '/api/v1/documents'],
    ['DELETE', '/api/v1/session'],
    ['PUT', '/api/v1/cases/0190b0c0-0000-7000-8000-000000000000/coding'],
  ];

  test.each(changes)('%s %s does nothing without it or with a wrong one', async (method, path) => {
    const clerk = await signedIn(server.url, 'clerk');
    const right = clerk.csrf ?? '';
    clerk.csrf = undefined;
    for (const sent of [undefined, '', 'falsch', right.slice(0, -1), `${right}0`, right.toUpperCase()]) {
      const headers = sent === undefined ? {} : { 'x-csrf-token': sent };
      expectProblem(await clerk.send(method, path, { json: {}, headers }), 403, 'csrf');
    }
    expect((await clerk.get('/session')).status).toBe(200);
  });

  test('of another session is worth nothing', async () => {
    const clerk = await signedIn(server.url, 'clerk');
    clerk.csrf = (await signedIn(server.url, 'clerk2')).csrf;
    const before = (await clerk.arrivals()).items.length;
    expectProblem(await clerk.upload([{ name: 'a.xml', content: '<a/>' }]), 403, 'csrf');
    expect((await clerk.arrivals()).items.length).toBe(before);
  });

  test('is not asked for when something is only read', async () => {
    const clerk = await signedIn(server.url, 'clerk');
    clerk.csrf = undefined;
    expect((await clerk.get('/cases')).status).toBe(200);
  });
});
