import { randomUUID } from 'node:crypto';
import { type CaseDetail, type SealedPage } from '@libs/contracts';
import { eventually } from '../support/house';
import { openServer, type TestServer } from '../support/server';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';
import { type Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';
import { codingOf, newNumber, type People, people } from './support/line';

/** A town begins with pilot units: the others go on with paper, and nothing of theirs is lost when they follow. */
let server: TestServer;
let all: People;
let admin: Client;
beforeAll(async () => {
  server = await openServer();
  all = await people(server);
  admin = await signedIn(server.url, 'admin');
  await switchTo('67', false);
}, 60_000);
afterAll(() => server.close());

const unitId = async (number: string): Promise<string> =>
  String((await server.sql('SELECT id FROM unit WHERE number = $1', [number]))[0]!['id']);
const switchTo = async (number: string, live: boolean) => {
  const answer = await admin.post(`/units/${await unitId(number)}/live`, { live, reason: 'Pilot ab Dezember' });
  expect(answer.json).toMatchObject({ number, live });
};
const arrive = async (unit: string, stage: string, wanted: Parameters<typeof ublInvoice>[0] = {}) => {
  const arrival = await all.clerk.received(
    ublInvoice({ number: newNumber(), leitwegId: leitwegIdOf(unit), ...wanted }),
  );
  return all.clerk.caseOf(arrival.id, stage);
};
const note = (id: string, body: unknown, by = all.clerk) => by.post(`/cases/${id}/paper`, body);
const shown = async (id: string, by = all.clerk): Promise<CaseDetail> =>
  (await by.get(`/cases/${id}`)).json as CaseDetail;

describe('a case of a unit that is not live', () => {
  test('goes to the desk: by Leitweg-ID and by hand, waits there until it was sent, and nobody signs it here', async () => {
    const { id, may } = await arrive('67', 'paper');
    expect(may).toMatchObject({ paper: true, order: { allowed: false }, certify: { factual: { allowed: false } } });
    const other = await arrive('40', 'code');
    const assigned = await all.clerk.post(`/cases/${other.id}/assignment`, { unit: await unitId('67') });
    expect(assigned.json).toMatchObject({ stage: 'paper' });
    const mine = async () => (await all.clerk.cases('view=mine&limit=200')).items.map((row) => row.id);
    expect(await mine()).toEqual(expect.arrayContaining([id, other.id]));

    const sent = await note(id, { kind: 'sent' });
    expect(sent.json).toMatchObject({ stage: 'paper', paperSentAt: expect.any(String) as string });
    expect(await mine()).not.toContain(id);
    expect((await all.clerk.cases('view=paper&limit=200')).items.map((row) => row.id)).toEqual(
      expect.arrayContaining([id, other.id]),
    );
    const { contentHash: covers } = await shown(id);
    const act = { kind: 'certify', certificate: 'factual', covers };
    expectProblem(await all.certifier.post(`/cases/${id}/acts`, act), 409, 'not-yet');
  });

  test('coding it ahead does not take it off paper', async () => {
    const { id, gross } = await arrive('67', 'paper');
    expect((await all.clerk.put(`/cases/${id}/coding`, codingOf(gross))).json).toMatchObject({ stage: 'paper' });
  });

  test('is settled with a reason, for good, and says so in its timeline', async () => {
    const { id } = await arrive('67', 'paper');
    expectProblem(await note(id, { kind: 'closed' }), 422, 'reason-missing');
    const reason = 'Papieranordnung 4711';
    expect((await note(id, { kind: 'closed', reason })).json).toMatchObject({
      stage: 'paper-done',
      may: { paper: false },
    });
    expectProblem(await note(id, { kind: 'sent' }), 409, 'not-on-paper');
    expectProblem(
      await all.clerk.post(`/cases/${id}/assignment`, { unit: await unitId('40') }),
      409,
      'settled-on-paper',
    );
    const { timeline } = await shown(id);
    expect(timeline.find(({ kind }) => kind === 'paper-closed')).toMatchObject({
      data: { reason },
      actor: { name: 'Sabine Krüger' },
    });
    await switchTo('67', true);
    expect(await shown(id)).toMatchObject({ stage: 'paper-done' });
    await switchTo('67', false);
  });

  test('who saw an older state notes nothing; twenty at once settle it once', async () => {
    const { id, version } = await arrive('67', 'paper');
    await note(id, { kind: 'sent' });
    const stale = await all.clerk.post(`/cases/${id}/paper`, { kind: 'sent' }, { 'if-match': `"${version}"` });
    expectProblem(stale, 409, 'version-changed');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => note(id, { kind: 'closed', reason: 'Erledigt' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('the unit goes live', () => {
  test('its open cases come to where their facts put them, and back again', async () => {
    const bare = await arrive('67', 'paper');
    const coded = await arrive('67', 'paper');
    await all.clerk.put(`/cases/${coded.id}/coding`, codingOf(coded.gross));
    await switchTo('67', true);
    expect(await shown(bare.id)).toMatchObject({ stage: 'code' });
    expect(await shown(coded.id)).toMatchObject({ stage: 'certify' });
    expect((await shown(coded.id)).timeline.map(({ kind }) => kind)).toContain('left-paper');
    const { contentHash: covers } = await shown(coded.id);
    for (const certificate of ['factual', 'arithmetical'])
      await all.certifier.post(`/cases/${coded.id}/acts`, { kind: 'certify', certificate, covers });
    const ordered = await all.head.post(`/cases/${coded.id}/acts`, { kind: 'order', covers });
    expect(ordered.json).toMatchObject({ stage: 'export' });
    await switchTo('67', false);
    expect(await shown(bare.id)).toMatchObject({ stage: 'paper' });
    expect(await shown(coded.id)).toMatchObject({ stage: 'export' });
  });

  test('only the administrator decides it, with a reason; twice changes nothing', async () => {
    const path = `/units/${await unitId('67')}/live`;
    for (const person of Object.values(all))
      expectProblem(await person.post(path, { live: true, reason: 'x' }), 403, 'no-power-over-units');
    expectProblem(await admin.post(path, { live: true, reason: '' }), 422);
    expectProblem(await admin.post(`/units/${randomUUID()}/live`, { live: true, reason: 'x' }), 404, 'not-found');
    const entries = () => server.sql(`SELECT 1 FROM audit_entry WHERE kind = 'unit-on-paper'`);
    const before = (await entries()).length;
    await switchTo('67', false);
    expect(await entries()).toHaveLength(before);
  });

  test('a thousand open cases in one transaction, while others are given to it: none stays behind', async () => {
    const { id } = await arrive('67', 'paper');
    await server.sql(
      `WITH made AS (
         INSERT INTO invoice_case (entity_id, id, number, stage, stage_since, received_at, trace_id, file_name, unit_id, seller, invoice_number, gross, currency, content_hash)
         SELECT entity_id, gen_random_uuid(), number || '-' || n, stage, stage_since, received_at, trace_id, file_name, unit_id, seller, invoice_number || n, gross, currency, content_hash
         FROM invoice_case, generate_series(1, 1000) n WHERE id = $1 RETURNING entity_id, id),
       i AS (INSERT INTO invoice SELECT m.entity_id, m.id, i.syntax, i.profile, i.model FROM made m, invoice i WHERE i.case_id = $1)
       INSERT INTO check_report SELECT m.entity_id, m.id, r.usable, r.policy, r.report, r.checked_at FROM made m, check_report r WHERE r.case_id = $1`,
      [id],
    );
    const others = await Promise.all(Array.from({ length: 8 }, () => arrive('40', 'code')));
    const target = await unitId('67');
    const begun = performance.now();
    await Promise.all([
      switchTo('67', true),
      ...others.map((one) => all.clerk.post(`/cases/${one.id}/assignment`, { unit: target })),
    ]);
    expect(performance.now() - begun).toBeLessThan(15_000);
    const left = await server.sql(`SELECT number FROM invoice_case WHERE unit_id = $1 AND stage = 'paper'`, [target]);
    expect(left).toEqual([]);
    expect(
      (await server.sql(`SELECT 1 FROM invoice_case WHERE unit_id = $1 AND stage = 'code'`, [target])).length,
    ).toBeGreaterThan(1000);
    expect(await server.house.verifyAudit.run(server.house.entityId)).toMatchObject({ fault: undefined });
    await server.sql(`UPDATE invoice_case SET unit_id = NULL, stage = 'returned' WHERE number LIKE '%-%-%'`);
    await switchTo('67', false);
  }, 90_000);
});

describe('what is printed', () => {
  test('a cover sheet of one page, with number, unit, amount and a masked account', async () => {
    const { id, number } = await arrive('67', 'paper', { sellerName: 'Müller & Söhne GbR' });
    const answer = await all.clerk.get(`/cases/${id}/cover-sheet`);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''Laufzettel%20${number}.pdf`,
      'cache-control': 'no-store',
    });
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const document = await getDocument({ data: new Uint8Array(answer.body), verbosity: 0 }).promise;
    expect(document.numPages).toBe(1);
    const { items } = await (await document.getPage(1)).getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    expect(text).toContain(`Vorgang ${number}`);
    expect(text).toContain('Stelle 67 Grün');
    expect(text).toContain('Müller & Söhne GbR');
    expect(text).toContain('1.190,00 EUR');
    expect(text).toMatch(/DE\d\d •••• •••• \d{4}/);
    expect(text).not.toMatch(/DE\d{20}/);
  });

  test('a list as a table that runs no formula', async () => {
    await arrive('67', 'paper', { sellerName: '=HYPERLINK("http://böse.example")' });
    const { body, headers } = await all.clerk.get('/paper-list');
    expect(headers['content-type']).toMatch(/^text\/csv/);
    const text = body.toString('utf8');
    expect(text.startsWith('\uFEFF"Vorgang";"Stelle"')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""http://böse.example"")"`);
    expect(text).toContain('"1190,00";"EUR"');
  });

  test('nobody else prints or notes, and a certifier of another unit sees nothing', async () => {
    const { id } = await arrive('67', 'paper');
    for (const person of [all.finance, await signedIn(server.url, 'auditor')]) {
      expectProblem(await person.get(`/cases/${id}/cover-sheet`), 403, 'no-power-over-paper');
      expectProblem(await note(id, { kind: 'sent' }, person), 403, 'no-power-over-paper');
    }
    const other = await signedIn(server.url, 'certifier2');
    expectProblem(await other.get(`/cases/${id}/cover-sheet`), 404);
    expect((await other.get('/paper-list')).body.toString()).not.toContain('67 Grün');
  });
});

describe('sealed cases', () => {
  const family = 'Pflegefamilie Sonnenschein';
  let hidden: CaseDetail;
  beforeAll(async () => {
    hidden = await arrive('51', 'code', { sellerName: family });
    await all.clerk.put(`/cases/${hidden.id}/coding`, codingOf(hidden.gross));
    await server.sql(`UPDATE unit SET sealed = true WHERE number = '51'`);
  });
  const list = async (by: Client, query = '') => (await by.get(`/sealed-cases${query}`)).json as SealedPage;

  test('the desk sees number, unit and day of arrival, and no word more', async () => {
    const { items } = await list(all.clerk);
    const [one] = items.filter(({ id }) => id === hidden.id);
    expect(one).toEqual({
      id: hidden.id,
      number: hidden.number,
      unit: expect.objectContaining({ number: '51' }) as unknown,
      since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    });
    expect(JSON.stringify(items)).not.toMatch(/Sonnenschein|1190/);
  });

  test('finance sees the amount, the account and a text that names nobody', async () => {
    const { items } = await list(all.finance);
    expect(items.find(({ id }) => id === hidden.id)).toMatchObject({
      gross: '1190.00',
      currency: 'EUR',
      stage: 'certify',
      text: `Stelle 51, ${hidden.number}`,
    });
    expect(JSON.stringify(items)).not.toContain('Sonnenschein');
  });

  test('to the desk the list is the same however far the case has come', async () => {
    const before = await list(all.clerk);
    await server.sql(`UPDATE invoice_case SET stage = 'order', stage_since = now() WHERE id = $1`, [hidden.id]);
    expect(await list(all.clerk)).toEqual(before);
    await server.sql(`UPDATE invoice_case SET stage = 'certify' WHERE id = $1`, [hidden.id]);
  });

  test('is paged by id, and knows no search and no other order', async () => {
    const numbers: string[] = [];
    let cursor: string | null = null;
    do {
      const page: SealedPage = await list(all.clerk, `?limit=1${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(Object.keys(page).sort()).toEqual(['items', 'nextCursor']);
      numbers.push(...page.items.map((row) => row.number));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(numbers).toEqual((await list(all.clerk)).items.map((row) => row.number));
    expectProblem(await all.clerk.get('/sealed-cases?cursor=x'), 422);
    const searched = await list(all.clerk, '?q=Sonnenschein');
    expect(searched).toEqual(await list(all.clerk));
  });

  test('the unit itself finds it in its worklist, others are refused', async () => {
    const own = await signedIn(server.url, 'certifier2');
    expectProblem(await own.get('/sealed-cases'), 403, 'no-power-to-see-sealed');
    for (const login of ['certifier', 'head', 'auditor', 'cashier', 'admin'])
      expectProblem(await (await signedIn(server.url, login)).get('/sealed-cases'), 403, 'no-power-to-see-sealed');
  });

  test('of a sealed unit on paper the unit itself prints, and the desk still sees no more', async () => {
    await switchTo('51', false);
    const own = await signedIn(server.url, 'certifier2');
    expect(await eventually(async () => (await shown(hidden.id, own)).stage)).toBe('paper');
    expect((await own.get(`/cases/${hidden.id}/cover-sheet`)).status).toBe(200);
    expect((await note(hidden.id, { kind: 'sent' }, own)).status).toBe(200);
    expectProblem(await all.clerk.get(`/cases/${hidden.id}/cover-sheet`), 403, 'case-sealed');
    expectProblem(await note(hidden.id, { kind: 'sent' }), 404, 'not-found');
    expect((await all.clerk.get('/paper-list')).body.toString()).not.toMatch(/Sonnenschein|51 Jugend/);
    const entries = (await admin.get('/audit')).json as { items: { kind: string; payload: unknown }[] };
    expect(entries.items.find(({ kind }) => kind === 'unit-on-paper')?.payload).toEqual({
      unit: '51 Jugend',
      reason: 'Pilot ab Dezember',
    });
  });
});
