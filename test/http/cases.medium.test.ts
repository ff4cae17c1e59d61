import { randomUUID } from 'node:crypto';
import { openServer, type TestServer } from '../support/server';
import { type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { codingOf, newNumber, type People, people, toCertify, toCode, toExport, toOrder } from './support/line';

let server: TestServer;
let all: People;

beforeAll(async () => {
  server = await openServer();
  all = await people(server);
}, 60_000);

afterAll(() => server.close());

const nobody = '0190b0c0-0000-7000-8000-000000000000';
const act = (client: Client, id: string, body: object, headers = {}) => client.post(`/cases/${id}/acts`, body, headers);
const idsOf = async (client: Client, query: string): Promise<string[]> =>
  (await client.cases(query)).items.map(({ id }) => id);

describe('the worklist', () => {
  test('shows each person what waits for them, and counts it', async () => {
    const detail = await toCode(all);
    expect(await idsOf(all.clerk, 'view=mine&limit=200')).toContain(detail.id);
    expect(await idsOf(all.certifier, 'view=mine&limit=200')).not.toContain(detail.id);
    await all.clerk.put(`/cases/${detail.id}/coding`, codingOf(detail.gross));
    expect(await idsOf(all.clerk, 'view=mine&limit=200')).not.toContain(detail.id);
    expect(await idsOf(all.certifier, 'view=mine&limit=200')).toContain(detail.id);

    for (const view of ['mine', 'all', 'certify', 'code', 'clarify'] as const) {
      const { items, counts } = await all.certifier.cases(`view=${view}&limit=200`);
      expect(counts[view] ?? 0).toBe(items.length);
      if (view !== 'mine' && view !== 'all') expect(items.every(({ stage }) => stage === view)).toBe(true);
    }
  });

  test('a certifier of other units does not get it as theirs', async () => {
    const { id } = await toCertify(all);
    expect(await idsOf(await signedIn(server.url, 'certifier2'), 'view=mine&limit=200')).not.toContain(id);
  });

  test('finds by parts of supplier and number, by amount as people and programs write it, and nothing by wildcards', async () => {
    const number = `Q%_${newNumber()}`;
    const { id, number: caseNumber } = await toCode(all, {
      number,
      sellerName: 'Grünwerk „50 %“ eG',
      lines: ['12345.67'],
    });
    for (const q of [number.slice(1), caseNumber, 'rünwerk „50 %', '14.691,35', '14691,35', '14691.35']) {
      expect({ q, found: await idsOf(all.clerk, `view=all&q=${encodeURIComponent(q)}`) }).toEqual({ q, found: [id] });
    }
    for (const q of ['14.691,34', '%', '_____', "' OR 1=1 --", '\\']) {
      const found = await idsOf(all.clerk, `view=all&q=${encodeURIComponent(q)}`);
      expect(found.every((one) => one === id && q !== '14.691,34')).toBe(true);
    }
    expectProblem(await all.clerk.get('/cases?view=all&q=a%00b'), 422);
  });

  test('is walked by cursor without gap or repetition', async () => {
    for (const dueDate of ['2026-05-01', '2026-04-15', '2026-05-01', '2027-01-01']) await toCode(all, { dueDate });
    const whole = await idsOf(all.clerk, 'view=all&limit=200');
    const walked: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await all.clerk.cases(`view=all&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      walked.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(walked).toEqual(whole);
    const due = (await all.clerk.cases('view=all&limit=200')).items.map(({ dueDate }) => dueDate ?? '9999');
    expect(due).toEqual([...due].sort());
  });

  test.each([
    'view=alles',
    'limit=-1',
    'cursor=x',
    'cursor=2026-13-40_x',
    `cursor=2026-02-30_${nobody}`,
    'q=' + 'x'.repeat(201),
  ])('refuses %.40s', async (query) => {
    expectProblem(await all.clerk.get(`/cases?${query}`), 422);
  });

  test('knows what is not there and what is no id', async () => {
    expectProblem(await all.clerk.get(`/cases/${nobody}`), 404, 'not-found');
    expectProblem(await all.clerk.get('/cases/26-00001'), 422);
    expectProblem(await all.clerk.put(`/cases/${nobody}/coding`, codingOf('1.00')), 404);
    expectProblem(await act(all.clerk, nobody, { kind: 'order', covers: 'a'.repeat(64) }), 404);
  });
});

describe('coding', () => {
  test('carries the version as ETag, and whoever saw an older one overwrites nothing', async () => {
    const { id, gross, version } = await toCode(all);
    const seen = (await all.clerk.get(`/cases/${id}`)).headers['etag'];
    expect(seen).toBe(`"${version}"`);
    const saved = await all.clerk.put(`/cases/${id}/coding`, codingOf(gross), { 'if-match': seen! });
    expect(saved.status).toBe(200);
    expect(saved.headers['etag']).not.toBe(seen);

    const other = { lines: [{ account: '526100', amount: gross }] };
    const late = await all.clerk.put(`/cases/${id}/coding`, other, { 'if-match': seen! });
    const problem = expectProblem(late, 409, 'version-changed');
    expect(`"${String(problem['version'])}"`).toBe(saved.headers['etag']);
    expect((await all.clerk.case(id)).coding.lines[0]?.account).toBe('543100');

    expect((await all.clerk.put(`/cases/${id}/coding`, other, { 'if-match': '*' })).status).toBe(200);
    expectProblem(await all.clerk.put(`/cases/${id}/coding`, other, { 'if-match': 'alt' }), 422, 'if-match-invalid');
  });

  test('saves the same again without voiding what was signed', async () => {
    const before = await toOrder(all);
    const answer = await all.clerk.put(`/cases/${before.id}/coding`, codingOf(before.gross));
    expect(answer.json).toMatchObject({ contentHash: before.contentHash, stage: 'order' });
  });

  const bad: readonly [string, (gross: string) => object, number][] = [
    ['a sum below the gross', () => codingOf('1.00'), 422],
    ['a sum a cent above', (gross) => codingOf(gross.replace(/0$/, '1')), 422],
    ['no lines', () => ({ lines: [] }), 422],
    ['an amount with three decimals', () => codingOf('1190.000'), 422],
    ['an amount as a number', () => ({ lines: [{ account: '543100', amount: 1190 }] }), 422],
    ['an amount in German', () => codingOf('1.190,00'), 422],
    ['an account that is none', (gross) => ({ lines: [{ account: '54-31', amount: gross }] }), 422],
    ['a NUL in a text', (gross) => ({ lines: [{ account: '543100', amount: gross, text: 'a\0b' }] }), 422],
    ['half a character', (gross) => ({ lines: [{ account: '543100', amount: gross, text: 'a\ud83d' }] }), 422],
    ['an unknown creditor', (gross) => ({ ...codingOf(gross), creditor: nobody }), 404],
    ['a creditor that is no id', (gross) => ({ ...codingOf(gross), creditor: '7000101' }), 422],
    ['nothing', () => ({}), 422],
  ];
  test('refuses what does not fit, and keeps what was there', async () => {
    const { id, gross, version } = await toCode(all);
    for (const [what, body, status] of bad) {
      const answer = await all.clerk.put(`/cases/${id}/coding`, body(gross!));
      expect({ what, status: answer.status }).toEqual({ what, status });
      expectProblem(answer);
    }
    expect(await all.clerk.case(id)).toMatchObject({ version, stage: 'code', coding: { lines: [] } });
  });

  test('is for the desk and the unit only', async () => {
    const { id, gross } = await toCode(all);
    expectProblem(await all.finance.put(`/cases/${id}/coding`, codingOf(gross)), 403, 'no-power-to-code');
    const elsewhere = await signedIn(server.url, 'certifier2');
    expectProblem(await elsewhere.put(`/cases/${id}/coding`, codingOf(gross)), 404, 'not-found');
    expect((await all.certifier.put(`/cases/${id}/coding`, codingOf(gross))).status).toBe(200);
  });
});

describe('the creditor', () => {
  const sellerVatId = 'DE999999999';

  test('is found by VAT ID, else by the exact name, else it is the account for one-off creditors', async () => {
    const basisOf = async (wanted: Parameters<typeof toCode>[1]) => {
      const { creditor, creditorBasis } = (await toCode(all, wanted)).coding;
      return [creditorBasis, creditor?.account];
    };
    expect(await basisOf({})).toEqual(['vat-id', '7000101']);
    expect(await basisOf({ sellerVatId, sellerName: 'TIEFBAU Harkort GmbH' })).toEqual(['name', '7000103']);
    expect(await basisOf({ sellerVatId, sellerName: 'Unbekannt KG' })).toEqual(['collective', '7999999']);
    // in a foreign name a wildcard is a character, not a way to somebody else's account
    expect(await basisOf({ sellerVatId, sellerName: 'Elektro%' })).toEqual(['collective', '7999999']);
    expect(await basisOf({ sellerVatId, sellerName: 'Tiefbau_Harkort_GmbH' })).toEqual(['collective', '7999999']);
  });
});

describe('assigning', () => {
  test('gives the case to a unit, by the desk only', async () => {
    const { id, contentHash } = await toCode(all);
    const units = ((await all.clerk.get('/units')).json as { items: { id: string; number: string }[] }).items;
    const unit = units.find(({ number }) => number === '40')!.id;
    expectProblem(await all.finance.post(`/cases/${id}/assignment`, { unit }), 403, 'no-power-to-assign');
    expectProblem(await all.clerk.post(`/cases/${id}/assignment`, { unit: nobody }), 404);
    expectProblem(await all.clerk.post(`/cases/${id}/assignment`, { unit: '40' }), 422);
    const answer = await all.clerk.post(`/cases/${id}/assignment`, { unit });
    expect(answer.json).toMatchObject({ unit: { number: '40' } });
    expect((answer.json as { contentHash: string }).contentHash).not.toBe(contentHash);
  });
});

describe('acts', () => {
  test('over an outdated content are refused with the new one', async () => {
    const { id, contentHash: old } = await toCertify(all);
    const [first, second] = ['1000.00', '190.00'];
    const lines = [first, second].map((amount) => ({ account: '543100', amount }));
    expect((await all.clerk.put(`/cases/${id}/coding`, { lines })).status).toBe(200);
    const { contentHash, version } = await all.certifier.case(id);

    const stale = await act(all.certifier, id, { kind: 'certify', certificate: 'factual', covers: old });
    expect(expectProblem(stale, 409, 'content-changed')).toMatchObject({ contentHash, version });
    const body = { kind: 'certify', certificate: 'factual', covers: contentHash };
    const done = await act(all.certifier, id, body);
    expect(done.status).toBe(201);
    expect(done.headers['etag']).toBeDefined();
    expectProblem(await act(all.certifier, id, body), 409, 'already-certified');
  });

  test('a later change voids them, and they stay on record', async () => {
    const { id, gross } = await toOrder(all);
    await all.clerk.put(`/cases/${id}/coding`, { lines: [{ account: '526100', amount: gross }] });
    const detail = await all.head.case(id);
    expect(detail.stage).toBe('certify');
    expect(detail.acts.map(({ standing }) => standing)).toEqual([false, false]);
    expectProblem(await act(all.head, id, { kind: 'order', covers: detail.contentHash }), 409, 'certificate-missing');
  });

  test('who certified does not order, and hears it kindly in both languages', async () => {
    const { id, contentHash: covers } = await toCertify(all);
    await act(all.head, id, { kind: 'certify', certificate: 'factual', covers });
    await act(all.certifier, id, { kind: 'certify', certificate: 'arithmetical', covers });
    const german = await act(all.head, id, { kind: 'order', covers });
    const problem = expectProblem(german, 409, 'certifier-may-not-order');
    expect(problem.detail).toContain('Vier-Augen-Prinzip');
    const english = await act(all.head, id, { kind: 'order', covers }, { 'accept-language': 'en-GB,en;q=0.9' });
    expect(expectProblem(english, 409).detail).toContain('four-eyes principle');
    const deputy = await signedIn(server.url, 'deputy');
    expect((await act(deputy, id, { kind: 'order', covers })).status).toBe(201);
  });

  test('a second order is refused, also when both come at once', async () => {
    const { id, contentHash: covers } = await toOrder(all);
    const deputy = await signedIn(server.url, 'deputy');
    const answers = await Promise.all([all.head, deputy].map((one) => act(one, id, { kind: 'order', covers })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expectProblem(await act(deputy, id, { kind: 'order', covers }), 409, 'already-ordered');
    expect((await all.clerk.case(id)).acts.filter(({ kind }) => kind === 'order')).toHaveLength(1);
  });

  test('come too early, without reason, without certificate or without power', async () => {
    const { id, contentHash: covers } = await toCode(all);
    const certify = { kind: 'certify', certificate: 'factual', covers };
    expectProblem(await act(all.certifier, id, certify), 409, 'not-yet');
    expectProblem(await act(all.certifier, id, { kind: 'certify', covers }), 422, 'certificate-unnamed');
    expectProblem(await act(all.clerk, id, { kind: 'object', covers }), 422, 'reason-missing');
    expectProblem(await act(all.clerk, id, { kind: 'object', covers, reason: '  ' }), 422, 'reason-missing');
    expectProblem(await act(all.finance, id, { kind: 'object', covers, reason: 'x' }), 403, 'no-power-to-object');
    expectProblem(await act(all.certifier, id, { kind: 'return', covers, reason: 'x' }), 403, 'no-power-to-return');
    expectProblem(await act(all.clerk, id, { kind: 'tanzen', covers }), 422);
    expectProblem(await act(all.clerk, id, { kind: 'order', covers: 'abc' }), 422);
    expectProblem(await act(all.clerk, id, { kind: 'object', covers, reason: 'a\0' }), 422);
    expectProblem(await act(all.certifier, (await toOrder(all)).id, { kind: 'order', covers }), 409, 'content-changed');
    const ready = await toOrder(all);
    const order = { kind: 'order', covers: ready.contentHash };
    expectProblem(await act(all.finance, ready.id, order), 403, 'no-power-to-order');
    expect((await all.clerk.case(id)).acts).toEqual([]);
  });

  test('an objection lies on the shelf in the objector’s words until it is released', async () => {
    const { id, contentHash: covers } = await toCertify(all);
    const objected = await act(all.certifier, id, { kind: 'object', covers, reason: '<b>Menge</b> fehlt' });
    expect(objected.json).toMatchObject({ stage: 'clarify', reason: { code: 'objected' } });
    expect((await all.clerk.case(id)).reason?.message.de).toContain('<b>Menge</b> fehlt');
    expectProblem(await act(all.certifier, id, { kind: 'certify', certificate: 'factual', covers }), 409);
    expect((await act(all.clerk, id, { kind: 'release', covers })).json).toMatchObject({ stage: 'certify' });
  });

  test('a returned case takes nothing any more', async () => {
    const { id, contentHash: covers, gross } = await toCode(all);
    const answer = await act(all.clerk, id, { kind: 'return', covers, reason: 'falscher Empfänger' });
    expect(answer.json).toMatchObject({ stage: 'returned' });
    expectProblem(await all.clerk.put(`/cases/${id}/coding`, codingOf(gross)), 409, 'case-returned');
  });

  test('sent again under one key are done once and answered alike', async () => {
    const { id, contentHash: covers } = await toOrder(all);
    const headers = { 'idempotency-key': randomUUID() };
    const first = await act(all.head, id, { kind: 'order', covers }, headers);
    const again = await act(all.head, id, { kind: 'order', covers }, headers);
    expect(again).toMatchObject({ status: 201, json: first.json });
    expect(again.headers).toMatchObject({ 'idempotent-replay': 'true', etag: first.headers['etag'] });
    const other = { kind: 'object', covers, reason: 'x' };
    expectProblem(await act(all.head, id, other, headers), 409, 'idempotency-key-reused');
    expectProblem(await act(all.head, (await toOrder(all)).id, { kind: 'order', covers }, headers), 409);
  });

  test('a refused one gives its key back', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const { id, contentHash: covers } = await toOrder(all);
    expectProblem(await act(all.head, id, { kind: 'order', covers: 'a'.repeat(64) }, headers), 409, 'content-changed');
    expectProblem(await act(all.head, id, { kind: 'order', covers: 'kurz' }, headers), 422);
    expect((await act(all.head, id, { kind: 'order', covers }, headers)).status).toBe(201);
  });

  test('an ordered case still changes; then it must be signed anew', async () => {
    const { id, gross, contentHash } = await toExport(all);
    await all.clerk.put(`/cases/${id}/coding`, { lines: [{ account: '526100', amount: gross }] });
    const detail = await all.clerk.case(id);
    expect(detail).toMatchObject({ stage: 'certify', ordered: null });
    expect(detail.contentHash).not.toBe(contentHash);
  });
});
