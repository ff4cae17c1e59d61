import { type Arrival } from '@libs/contracts';
import { mailWith } from '../support/envelopes';
import { eventually, type House, openHouse } from '../support/house';
import { freePort } from '../support/free-port';
import { type RunningApp, startApp } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';
import { Client, signedIn } from '../http/support/client';
import { codingOf } from '../http/support/line';

/** One id from the arrival to the acknowledgement, in the lines of both processes, and no word of the document in any. */
let house: House;
let api: RunningApp;
let worker: RunningApp;
let url: string;

beforeAll(async () => {
  house = await openHouse();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  [api, worker] = await Promise.all([
    startApp('api', house, { PORT: String(port), LOG_LEVEL: 'debug' }),
    startApp('worker', house, { LOG_LEVEL: 'debug' }),
  ]);
}, 60_000);
afterAll(async () => {
  await Promise.all([api.kill(), worker.kill()]);
  await house.close();
});

type Line = Readonly<Record<string, unknown>> & { readonly name: string; readonly msg: string };
const linesOf = (app: RunningApp): Line[] =>
  app
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{')) // Node's own warnings are none of ours
    .map((line) => JSON.parse(line) as Line);
const told = (trace: string): string[] =>
  [api, worker].flatMap((app) =>
    linesOf(app)
      .filter((line) => line['trace'] === trace)
      .map(({ name, msg }) => `${name} ${msg}`),
  );

const secrets = {
  number: 'GEHEIM-4711-RE',
  sellerName: 'Verschwiegene Werkstatt Kaltwasser',
  iban: 'DE89370400440532013000',
};
const note = 'Bitte vertraulich beanstanden wegen Rabattstaffel';
const password = 'Kennwort der Probe';

test('an invoice is followed by one trace from the upload to the acknowledgement', async () => {
  const [clerk, certifier, head, finance] = await Promise.all(
    ['clerk', 'certifier', 'head', 'finance'].map((login) => signedIn(url, login)),
  );
  const upload = await clerk!.upload([{ name: 'Kaltwasser-Rechnung.xml', content: ublInvoice(secrets) }]);
  expect(upload.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  const { id: trace } = (upload.json as { arrivals: Arrival[] }).arrivals[0]!;
  const { id, gross } = await clerk!.caseOf(trace, 'code');

  // an objection with words, released again, then the usual way
  const objected = await clerk!.put(`/cases/${id}/coding`, codingOf(gross));
  const { contentHash } = objected.json as { contentHash: string };
  const act = (person: typeof clerk, more: object) =>
    person!.post(`/cases/${id}/acts`, { covers: contentHash, ...more });
  expect((await act(certifier, { kind: 'object', reason: note })).status).toBe(201);
  expect((await act(clerk, { kind: 'release' })).status).toBe(201);
  expect((await act(certifier, { kind: 'certify', certificate: 'factual' })).status).toBe(201);
  expect((await act(certifier, { kind: 'certify', certificate: 'arithmetical' })).status).toBe(201);
  expect((await act(head, { kind: 'order' })).status).toBe(201);
  const batch = await finance!.post('/exports', { profile: 'datev-extf' });
  expect(batch.status).toBe(201);
  await clerk!.get(`/cases?q=${encodeURIComponent(secrets.sellerName)}`);
  const done = await finance!.post(`/exports/${(batch.json as { id: string }).id}/acknowledgements`, {});
  expect(done.status).toBe(201);

  const way = [
    'api arrival-received',
    'worker case-read',
    'worker case-checked',
    'worker case-assigned',
    'api case-coded',
    'api case-objected',
    'api case-released',
    'api case-certified',
    'api case-ordered',
    'api case-exported',
    'api case-acknowledged',
  ];
  // a line reaches the log through a pipe, at times after the answer it belongs to
  const missing = () => way.filter((step) => !told(trace).includes(step));
  await eventually(() => Promise.resolve(missing().length === 0 || undefined)).catch(() => undefined);
  expect(missing()).toEqual([]);

  // the line of the request that brought it: who, which door, what came of it, and nothing of the question
  const { 'x-request-id': request } = upload.headers;
  expect(linesOf(api).find((line) => line['request'] === request)).toMatchObject({
    msg: 'request',
    method: 'POST',
    route: '/api/v1/documents',
    status: 201,
    millis: expect.any(Number) as number,
    person: clerk!.session?.person.id,
    traces: [trace],
  });
  expect(linesOf(api).filter((line) => line['request'] === request)).toHaveLength(1);
}, 60_000);

test('who is turned away stands in the log with the reason and the place, and not with what was tried', async () => {
  const stranger = new Client(url);
  const tried = 'erraten-4711';
  const json = { email: `${tried}@musterstadt.example`, password: tried };
  const certifier = await signedIn(url, 'certifier');
  const refused = [
    await stranger.raw('POST', '/api/v1/session', { json }),
    await stranger.raw('GET', '/api/v1/cases', { headers: { cookie: `bf_session=${tried}` } }),
    await certifier.get('/exports'),
    await certifier.raw('POST', '/api/v1/exports', { json: { profile: tried }, headers: { 'x-csrf-token': tried } }),
  ];
  const lines = await eventually(() => {
    const found = refused.map(({ headers }) =>
      linesOf(api).find((line) => line['request'] === headers['x-request-id']),
    );
    return Promise.resolve(found.every((line) => line !== undefined) ? found : undefined);
  });
  const person = certifier.session?.person.id;
  const from = '127.0.0.1';
  expect(lines).toMatchObject([
    { route: '/api/v1/session', status: 401, code: 'wrong-credentials', from },
    { route: '/api/v1/cases', status: 401, code: 'signed-out', from },
    { route: '/api/v1/exports', status: 403, code: expect.any(String) as string, from, person },
    { route: '/api/v1/exports', status: 403, code: 'csrf', from },
  ]);
  expect(api.log()).not.toContain(tried);
  stranger.close();
});

test('the parts of a mail, however deep, bear the trace of the mail', async () => {
  const inner = mailWith('Innen', [
    { name: 'Rechnung.xml', type: 'application/xml', bytes: ublInvoice({ ...secrets, number: 'GEHEIM-INNEN' }) },
  ]);
  const outer = mailWith('Aussen', [{ name: 'weiter.eml', type: 'message/rfc822', bytes: inner }]);
  const trace = await house.upload(outer, 'E-Mail.eml');
  const lines = await eventually(() =>
    Promise.resolve(told(trace).includes('worker case-assigned') ? told(trace) : undefined),
  );
  expect(lines).toEqual(expect.arrayContaining(['worker mail-opened', 'worker arrival-received', 'worker case-read']));
}, 60_000);

test('no line of either process holds a word of the documents, of what people wrote, or a secret', () => {
  const all = api.log() + worker.log();
  expect(linesOf(api).length).toBeGreaterThan(15);
  for (const word of [
    ...Object.values(secrets),
    'GEHEIM',
    'Kaltwasser',
    '0532013000',
    note,
    'vertraulich',
    password,
    'Nordlicht',
    '1190',
    'musterstadt.example',
    'bf_session',
  ])
    expect({ word, found: all.includes(word) }).toEqual({ word, found: false });
});
