import { type ImportResult, type PersonPage, type RoleGrant, type Unit } from '@libs/contracts';
import { openServer, type TestServer } from '../support/server';
import { expectProblem } from './support/documented';
import { done, type Office, openNeighbour, openOffice, reason } from './support/administration';

/** People and units from tables: looked at row by row, then all of them or none. */
let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await openServer();
  office = await openOffice(server);
}, 60_000);
afterAll(() => server.close());

type Kind = 'people' | 'units';
const preview = async (kind: Kind, csv: string): Promise<ImportResult> =>
  done<ImportResult>(await office.admin.post('/imports', { kind, csv, dryRun: true }), 200);
const apply = (kind: Kind, csv: string, headers = {}) =>
  office.admin.post('/imports', { kind, csv, dryRun: false, reason }, headers);
const people = async (q: string) =>
  ((await office.admin.get(`/people?q=${encodeURIComponent(q)}`)).json as PersonPage).items;
const rolesOf = async (id: string): Promise<RoleGrant[]> =>
  ((await office.admin.get(`/roles?person=${id}`)).json as { items: RoleGrant[] }).items;
const units = async (): Promise<Unit[]> => ((await office.admin.get('/units')).json as { items: Unit[] }).items;
const counts = async () =>
  (
    await server.sql(`SELECT (SELECT count(*)::int FROM person) AS people, (SELECT count(*)::int FROM role_grant) AS grants,
    (SELECT count(*)::int FROM unit) AS units, (SELECT max(seq)::int FROM audit_entry) AS entries`)
  )[0];

const table = `Name;E-Mail;Rolle;Stelle;von;bis;Telefon
Özlem Kaya;oezlem@musterstadt.example;Feststellung;40;01.12.2026;31.12.2099;123
Özlem Kaya;OEZLEM@musterstadt.example;Anordnung;67;;;
"Krüger, Sabine";clerk@musterstadt.example;;;;;
Uwe Siegel;uwe@musterstadt.example;Feststellung;50;;;
Tobias Reuter;clerk2@musterstadt.example;Rechnungsstelle;;;;
`;

describe('people', () => {
  test('are looked at first, and nothing is stored by that', async () => {
    const before = await counts();
    const result = await preview('people', table);
    expect(result).toMatchObject({
      applied: false,
      counts: { new: 2, changed: 2, unchanged: 1, wrong: 0 },
      ignored: ['Telefon'],
    });
    expect(result.rows.map(({ line, state, name }) => [line, state, name])).toEqual([
      [2, 'new', 'Özlem Kaya'],
      [3, 'changed', 'Özlem Kaya'],
      [4, 'changed', 'Krüger, Sabine'],
      [5, 'new', 'Uwe Siegel'],
      [6, 'unchanged', 'Tobias Reuter'],
    ]);
    expect(result.rows[3]!.changes[0]!.de).toMatch(/in 50, gilt nach Bestätigung/);
    expect(await counts()).toEqual(before);
  });

  test('come with their roles, by the rules that hold for a single one, with one reason', async () => {
    const answer = await apply('people', table, { 'idempotency-key': 'personal' });
    expect(done<ImportResult>(answer, 201)).toEqual({
      kind: 'people',
      applied: true,
      ignored: [],
      rows: [],
      counts: { new: 2, changed: 2, unchanged: 1, wrong: 0 },
    });
    const [oezlem] = await people('oezlem');
    expect(
      (await rolesOf(oezlem!.id))
        .map(({ role, unit, validFrom, validUntil, reason: why }) => [role, unit?.number, validFrom, validUntil, why])
        .sort(),
    ).toEqual([
      ['certifier', '40', '2026-12-01', '2099-12-31', reason],
      ['orderer', '67', null, null, reason],
    ]);
    expect((await people('clerk@'))[0]!.name).toBe('Krüger, Sabine');
    const [uwe] = await people('uwe@');
    expect(await rolesOf(uwe!.id)).toMatchObject([{ state: 'waiting', unit: { number: '50' } }]);
    const again = await apply('people', table, { 'idempotency-key': 'personal' });
    expect([again.status, again.json]).toEqual([201, answer.json]);
    expect((await preview('people', table)).counts).toEqual({ new: 0, changed: 0, unchanged: 5, wrong: 0 });
    const [entry] = await server.sql(
      `SELECT p.payload FROM audit_entry e JOIN audit_payload p USING (entity_id, seq) WHERE e.kind = 'import-applied' ORDER BY seq DESC LIMIT 1`,
    );
    expect(JSON.parse(String(entry!['payload']))).toMatchObject({
      kind: 'people',
      counts: { new: 2, changed: 2 },
      reason,
    });
    expect((await office.chain(oezlem!.id)).map(({ kind }) => kind)).toEqual(['person-made']);
  });

  test('of which one row does not fit are none at all', async () => {
    const csv = 'name,email,role\nGut,gut@musterstadt.example,clerk\nSchlecht,kein-at,clerk\n';
    const before = await counts();
    const refused = await apply('people', csv);
    expect(expectProblem(refused, 422, 'import-rows-wrong')['rows']).toMatchObject([
      { line: 3, problems: [{ column: 'email' }] },
    ]);
    expect(await counts()).toEqual(before);
  });

  test.each([
    ['a name that is missing', ';x@x.example;;;;', 'Name'],
    ['an address that is none', 'x;x;;;;', 'E-Mail'],
    ['a name that is a formula', `"=HYPERLINK(""http://x"")";x@x.example;;;;`, 'Name'],
    ['a name that calls a program', "@SUM(1+1)*cmd|' /C calc'!A0;x@x.example;;;;", 'Name'],
    ['a full-width formula', '＝1+1;x@x.example;;;;', 'Name'],
    ['a name that turns the reading round', 'a\u202eb;x@x.example;;;;', 'Name'],
    ['an address that is a formula', 'x;=x@x.example;;;;', 'E-Mail'],
    ['a role that is none', 'x;x@x.example;Bürgermeister;;;', 'Rolle'],
    ['a unit that is none', 'x;x@x.example;clerk;4711;;', 'Stelle'],
    ['a unit without a role', 'x;x@x.example;;40;;', 'Rolle'],
    ['a role of the house in a unit', 'x;x@x.example;Finanzbuchhaltung;40;;', 'Rolle'],
    ['an auditor behind a seal', 'x;x@x.example;Prüfung;50;;', 'Rolle'],
    ['an operator', 'x;x@x.example;Betrieb;;;', 'Rolle'],
    ['a day that is none', 'x;x@x.example;clerk;;31.02.2027;', 'von'],
    ['a day without its century', 'x;x@x.example;clerk;;;01.02.99', 'bis'],
    ['days the wrong way round', 'x;x@x.example;clerk;;2099-02-01;2099-01-01', 'bis'],
    ['a role that is over', 'x;x@x.example;clerk;;;2020-01-01', 'bis'],
    ['a role for oneself', 'Jonas Peters;admin@musterstadt.example;Finanz;;;', 'Rolle'],
  ])('%s is wrong, by its column', async (_, row, column) => {
    const result = await preview('people', `Name;E-Mail;Rolle;Stelle;von;bis\n${row}\n`);
    expect(result.counts.wrong).toBe(1);
    expect(result.rows[0]!.problems.map((problem) => problem.column)).toEqual([column]);
  });

  test('two names for one address are told', async () => {
    const { rows } = await preview('people', 'Name;E-Mail\nA;x@x.example\nB;x@x.example\n');
    expect(rows.map(({ state }) => state)).toEqual(['new', 'wrong']);
  });

  test('an administrator by a table waits as well, and nobody is told who works elsewhere', async () => {
    const neighbour = await openNeighbour(server);
    const [{ email }] = (await server.sql(`SELECT email FROM person WHERE id = $1`, [neighbour.adminId])) as [
      { email: string },
    ];
    const csv = `Name;E-Mail;Rolle\nGast;${email};Administration\nNeu;neu@x.example;Administration\n`;
    const { rows } = await preview('people', csv);
    const plain = ({ state, changes, problems }: (typeof rows)[number]) => ({ state, changes, problems });
    expect(plain(rows[0]!)).toEqual(plain(rows[1]!));
    done(await apply('people', csv), 201);
    const [guest] = await server.sql(`SELECT id, account_id FROM person WHERE name = 'Gast'`);
    expect(guest!['account_id']).toBe(neighbour.adminId);
    expect(await rolesOf(String(guest!['id']))).toMatchObject([{ role: 'administrator', state: 'waiting' }]);
  });

  test('thousands come in one go', async () => {
    const rows = Array.from(
      { length: 5000 },
      (_, n) => `Viele ${n};viele${n}@musterstadt.example;Feststellung;${n % 2 ? '40' : '67'}`,
    );
    const csv = `Name;E-Mail;Rolle;Stelle\n${rows.join('\n')}`;
    expect((await preview('people', csv)).counts.new).toBe(5000);
    expect(done<ImportResult>(await apply('people', csv), 201).counts.new).toBe(5000);
    expect((await people('viele4999@')).map(({ roles }) => roles)).toEqual([[{ role: 'certifier', unit: '40' }]]);
    expect((await preview('people', csv)).counts.unchanged).toBe(5000);
    expectProblem(await apply('people', `${csv}\nEiner mehr;mehr@musterstadt.example;;`), 422, 'import-unreadable');
  }, 60_000);
});

describe('units', () => {
  test('come as a tree in any order, and an empty cell leaves what is there', async () => {
    const csv =
      'sep=;\r\nNummer;Bezeichnung;Übergeordnet;Leitweg-ID;angeschlossen;versiegelt\r\n"=""081""";Vollstreckung;80;;nein;\r\n80;Kämmerei;;04011000-1234512345-06;ja;ja\r\n40;;;;;\r\n';
    const looked = await preview('units', csv);
    expect(looked.rows.map(({ name, state }) => [name, state])).toEqual([
      ['081 Vollstreckung', 'new'],
      ['80 Kämmerei', 'new'],
      ['40', 'unchanged'],
    ]);
    done(await apply('units', csv), 201);
    const all = await units();
    const above = all.find(({ number }) => number === '80')!;
    expect(above).toMatchObject({ sealed: true, live: true, leitwegId: '04011000-1234512345-06' });
    expect(all.find(({ number }) => number === '081')).toMatchObject({ parentId: above.id, live: false });
    expect(all.find(({ number }) => number === '40')).toMatchObject({ name: 'Schule', version: 1 });
    expect(await office.chain(above.id)).toMatchObject([{ kind: 'unit-made', payload: { sealed: true, reason } }]);
  });

  test.each([
    ['the same number twice', '90;A;;\n90;B;;', 'Nummer'],
    ['a number that is a formula', '=1+1;A;;', 'Nummer'],
    ['no name', '90;;;', 'Name'],
    ['a unit above that is nowhere', '90;A;4711;', 'Parent'],
    ['a ring', '90;A;91;\n91;B;90;', 'Parent'],
    ['wrong check digits', '90;A;;04011000-1234512345-07', 'Leitweg-ID'],
    ['a Leitweg-ID twice', '90;A;;04011000-1234512345-06\n91;B;;04011000-1234512345-06', 'Leitweg-ID'],
  ])('%s is wrong, by its column', async (_, rows, column) => {
    const result = await preview('units', `Nummer;Name;Parent;Leitweg-ID\n${rows}\n`);
    expect(result.counts.wrong).toBeGreaterThan(0);
    for (const { problems } of result.rows.filter(({ state }) => state === 'wrong'))
      expect(problems.map((problem) => problem.column)).toEqual([column]);
    expectProblem(await apply('units', `Nummer;Name;Parent;Leitweg-ID\n${rows}\n`), 422, 'import-rows-wrong');
  });

  test('a seal is put on by a table and never lifted', async () => {
    const sealed = 'number,name,sealed\n66,Tiefbau,yes\n';
    expect((await preview('units', sealed)).rows[0]).toMatchObject({
      state: 'changed',
      changes: [{ de: 'wird versiegelt' }],
    });
    done(await apply('units', sealed), 201);
    expect((await preview('units', 'number,name,sealed\n66,Tiefbau,no\n')).rows[0]).toMatchObject({
      problems: [{ column: 'sealed' }],
    });
  });
});

describe('a file that is none', () => {
  test.each([
    ['empty', '', 'import-unreadable'],
    ['a head row alone', 'Name;E-Mail\n', 'import-unreadable'],
    ['an open quotation mark', 'Name;E-Mail\n"x;y', 'import-unreadable'],
    ['other columns', 'Vorname;Nachname\na;b\n', 'import-columns-missing'],
    ['a column twice', 'Name;E-Mail;email\na;b;c\n', 'import-column-twice'],
    ['a picture', '\u0089PNG\r\n\u001a\n\ufffd\ufffd', 'import-columns-missing'],
    ['one endless line', 'x'.repeat(800_000), 'import-unreadable'],
    ['nothing but quotation marks', '"'.repeat(400_001), 'import-unreadable'],
    ['nothing but separators', ';'.repeat(800_000), 'import-unreadable'],
  ])('%s is refused in words', async (_, csv, code) => {
    const started = performance.now();
    expectProblem(await office.admin.post('/imports', { kind: 'people', csv, dryRun: true }), 422, code);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('too long, without a reason, of another kind', async () => {
    expectProblem(await office.admin.post('/imports', { kind: 'people', csv: 'x'.repeat(900_001), dryRun: true }), 422);
    expectProblem(
      await office.admin.post('/imports', { kind: 'people', csv: 'x'.repeat(1_200_000), dryRun: true }),
      413,
    );
    expectProblem(await office.admin.post('/imports', { kind: 'people', csv: table, dryRun: false }), 422);
    expectProblem(await office.admin.post('/imports', { kind: 'creditors', csv: table, dryRun: true }), 422);
    expectProblem(
      await office.admin.post('/imports', { kind: 'people', csv: 'Name;E-Mail\nA\0;x@x.example', dryRun: true }),
      422,
    );
  });
});
