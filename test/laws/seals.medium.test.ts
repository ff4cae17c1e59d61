import { randomUUID } from 'node:crypto';
import { type Actor, Refused } from '@libs/operations';
import { sha256Of } from '../faults/plan/documents';
import { asOwnerOf } from '../support/by-hand';
import { mailWith } from '../support/envelopes';
import { type House, openHouse } from '../support/house';
import { atRest } from '../support/processes';
import { oneLine, walkIn } from '../support/walk';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';

/**
 * Law 9: a sealed unit is closed inside its entity. Unit 51 (youth) is sealed; certifier2 belongs to it. Whoever else asks,
 * through whatever door, learns a number and a unit at most.
 */
let house: House;
let walk: ReturnType<typeof walkIn>;
beforeAll(async () => {
  house = await openHouse();
  walk = walkIn(house);
  await house.startWorker();
  await seal('51');
  await grant('orderer', 'deputy', '51');
}, 60_000);
afterAll(() => house.close());

const asOwner = asOwnerOf(() => house);
const seal = (unit: string, sealed = true) => asOwner('UPDATE unit SET sealed = $2 WHERE number = $1', [unit, sealed]);
const grant = (role: string, login: string, unit: string, dates: { from?: string; until?: string } = {}) =>
  asOwner(
    `INSERT INTO role_grant (entity_id, id, person_id, role, unit_id, valid_from, valid_until)
     SELECT p.entity_id, gen_random_uuid(), p.id, $1, u.id, $4, $5 FROM person p, unit u WHERE p.email = $2 AND u.number = $3`,
    [role, `${login}@musterstadt.example`, unit, dates.from ?? null, dates.until ?? null],
  );

const family = 'Pflegefamilie Sonnenschein';
let sent = 0;
const invoiceFor = (unit: string): { number: string; xml: string } => {
  const number = `HILFE-${(sent += 1)}`;
  return { number, xml: ublInvoice({ number, sellerName: family, leitwegId: leitwegIdOf(unit) }) };
};
const sealedCase = async () => {
  const { number, xml } = invoiceFor('51');
  return { number, xml, id: await walk.arrive(xml, `${number}-Sonnenschein.xml`) };
};

const refusalOf = async (task: Promise<unknown>): Promise<Refused> => {
  const error: unknown = await task.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Refused) return error;
  throw new Error(`Not refused: ${String(error)}`);
};
const all = { view: 'all', limit: 200 } as const;
const strangers = ['clerk', 'certifier', 'head', 'finance', 'auditor', 'cashier', 'admin'];

describe('the unit itself', () => {
  test('sees, codes, certifies and orders its cases as ever', async () => {
    const { id, number } = await sealedCase();
    const [own, orderer] = [await house.person('certifier2'), await house.person('deputy')];
    expect((await house.cases.page(own, { ...all, q: number })).items.map((row) => row.id)).toEqual([id]);
    await house.codeCase.run(own, id, oneLine('1190.00', '533100'));
    await walk.certify('certifier2', id, 'factual');
    await walk.certify('certifier2', id, 'arithmetical');
    await walk.order('deputy', id);
    const shown = await house.cases.show(orderer, id);
    expect(shown).toMatchObject({ stage: 'export', number: expect.any(String) as string });
    expect(shown.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['received', 'read', 'assigned', 'coded', 'certified', 'ordered']),
    );
    expect((await house.arrivals.page(own, { limit: 50 })).items.map(({ fileName }) => fileName)).toContain(
      `${number}-Sonnenschein.xml`,
    );
  });
});

describe.each(strangers)('%s', (login) => {
  let person: Actor;
  let hidden: Awaited<ReturnType<typeof sealedCase>>;
  beforeAll(async () => {
    hidden = await sealedCase();
    person = await house.person(login);
  }, 30_000);

  test('finds it in no list, no count and by no search', async () => {
    for (const q of [undefined, hidden.number, 'Sonnenschein', '1190', 'HILFE', '%', '_']) {
      const page = await house.cases.page(person, { ...all, q });
      expect(page.items.map((row) => row.id)).not.toContain(hidden.id);
      expect(JSON.stringify(page.items)).not.toContain('Sonnenschein');
    }
    const before = (await house.cases.page(person, all)).counts;
    await sealedCase();
    expect((await house.cases.page(person, all)).counts).toEqual(before);
  });

  test('is told nothing of it by its address, by its arrival or its bytes', async () => {
    const refused = await refusalOf(house.cases.show(person, hidden.id));
    expect(refused.code).toBe(login === 'admin' ? 'not-found' : 'case-sealed');
    expect(JSON.stringify([refused.text, refused.details])).not.toMatch(/Sonnenschein|HILFE|1190/);
    if (login === 'admin') expect(refused).toEqual(await refusalOf(house.cases.show(person, randomUUID())));

    const hash = sha256Of(hidden.xml);
    expect(await house.arrivals.page(person, { limit: 200, sha256: hash })).toEqual({ items: [], nextCursor: null });
    expect(JSON.stringify(await house.arrivals.page(person, { limit: 200 }))).not.toContain('Sonnenschein');
    const [row] = (await asOwner('SELECT id, arrival_id FROM document WHERE case_id = $1', [hidden.id])).rows as {
      id: string;
      arrival_id: string;
    }[];
    expect((await refusalOf(house.arrivals.show(person, row!.arrival_id))).code).toBe('not-found');
    expect((await refusalOf(house.openOriginal.run(person, row!.id))).code).toBe('not-found');
  });

  test('does nothing to it', async () => {
    const covers = '0'.repeat(64);
    const unit = (await asOwner(`SELECT id FROM unit WHERE number = '40'`)).rows as { id: string }[];
    const tries = [
      () => house.codeCase.run(person, hidden.id, oneLine()),
      () => house.assignCase.run(person, hidden.id, unit[0]!.id),
      () => house.recordAct.run(person, hidden.id, { kind: 'certify', certificate: 'factual', covers }),
      () => house.recordAct.run(person, hidden.id, { kind: 'order', covers }),
      () => house.recordAct.run(person, hidden.id, { kind: 'object', reason: 'Nein', covers }),
      () => house.recordAct.run(person, hidden.id, { kind: 'return', reason: 'Nein', covers }),
    ];
    for (const attempt of tries) expect((await refusalOf(attempt())).code).toBe('not-found');
  });

  test('reads no word of it in the audit chain', async () => {
    if (!['auditor', 'admin'].includes(login)) return;
    const { items } = await house.showAudit.page(person, { limit: 200 });
    expect(items.filter(({ subject }) => subject === hidden.id).length).toBeGreaterThan(2);
    expect(items.filter(({ subject, payload }) => subject === hidden.id && payload !== null)).toEqual([]);
    expect(JSON.stringify(items)).not.toContain('Sonnenschein');
  });
});

describe('finance', () => {
  test('hands it over with amount, account and a text that names nobody', async () => {
    const { id, number } = await sealedCase();
    const own = await house.person('certifier2');
    const coding = oneLine('1190.00', '533100');
    await house.codeCase.run(own, id, { lines: [{ ...coding.lines[0]!, text: 'Heimkosten Sonnenschein' }] });
    await walk.certify('certifier2', id, 'factual');
    await walk.certify('certifier2', id, 'arithmetical');
    await walk.order('deputy', id);
    const finance = await house.person('finance');

    const preview = await house.exportCases.preview(finance, { profile: 'datev-extf', dryRun: true });
    const told = preview.positions.find(({ caseId }) => caseId === id);
    expect(told).toMatchObject({ gross: '1190.00', seller: `Stelle 51, ${told?.caseNumber}` });
    const batchId = await walk.handOver();
    const batch = await house.showExports.show(finance, batchId);
    const list = await house.showExports.list(finance);
    expect(JSON.stringify([preview, batch, list])).not.toMatch(new RegExp(`Sonnenschein|${number}`));

    for (const { name } of batch.files) {
      const { open } = await house.showExports.file(finance, batchId, name);
      const bytes = Buffer.concat((await (await open()).toArray()) as Buffer[]).toString('latin1');
      expect(bytes).toContain('533100');
      expect(bytes).not.toMatch(new RegExp(`Sonnenschein|${number}`));
    }
    await house.acknowledge.run(finance, batchId, { refused: [] });
    expect((await house.cases.show(own, id)).stage).toBe('done');
  });
});

describe('what came with it, or comes later', () => {
  test('a mail is closed with its part; the other part stays open to its unit', async () => {
    const [youth, school] = [invoiceFor('51'), invoiceFor('40')];
    const files = [youth, school].map(({ number, xml }) => ({
      name: `${number}.xml`,
      type: 'application/xml',
      bytes: xml,
    }));
    const mail = await house.upload(mailWith('Familie Sonnenschein', files), 'Sonnenschein.eml');
    await atRest(house);
    const [clerk, own] = [await house.person('clerk'), await house.person('certifier2')];
    const seen = async (person: Actor) => JSON.stringify(await house.arrivals.page(person, { limit: 200 }));
    expect(await seen(clerk)).not.toMatch(new RegExp(`Sonnenschein|${youth.number}`));
    expect((await refusalOf(house.arrivals.show(clerk, mail))).code).toBe('not-found');
    const open = await house.arrivals.page(clerk, { limit: 10, sha256: sha256Of(school.xml) });
    expect(open.items.map(({ fileName }) => fileName)).toEqual([`${school.number}.xml`]);
    expect((await house.cases.page(own, { ...all, q: youth.number })).items).toHaveLength(1);
  });

  test('the same bytes once more are closed like the first', async () => {
    const { xml, id } = await sealedCase();
    const again = await house.upload(xml, 'Sonnenschein-noch-einmal.xml');
    const clerk = await house.person('clerk');
    expect((await refusalOf(house.arrivals.show(clerk, again))).code).toBe('not-found');
    expect(JSON.stringify(await house.arrivals.page(clerk, { limit: 200 }))).not.toContain('Sonnenschein');
    expect(await house.arrivals.show(await house.person('certifier2'), again)).toMatchObject({
      outcome: 'duplicate',
      duplicateOf: { caseId: id },
    });
  });

  test('the desk carries it there and no further: afterwards it is told number and unit', async () => {
    const { number, xml } = invoiceFor('40');
    const id = await walk.arrive(xml);
    const clerk = await house.person('clerk');
    const before = await house.cases.show(clerk, id);
    const [unit] = (await asOwner(`SELECT id, name FROM unit WHERE number = '51'`)).rows as {
      id: string;
      name: string;
    }[];
    await house.assignCase.run(clerk, id, unit!.id, before.version);
    expect(await house.cases.handedOver(clerk, id)).toEqual({
      id,
      number: before.number,
      sealed: true,
      unit: { id: unit!.id, number: '51', name: unit!.name },
    });
    expect((await house.cases.page(clerk, { ...all, q: number })).items).toEqual([]);
    expect((await house.cases.show(await house.person('certifier2'), id)).seller).toBe(family);
  });
});

test('a unit that is sealed closes what it has, and opens it again', async () => {
  const { number, xml } = invoiceFor('67');
  const id = await walk.arrive(xml, 'Sonnenschein-67.xml');
  const clerk = await house.person('clerk');
  const found = async (): Promise<number> => (await house.cases.page(clerk, { ...all, q: number })).items.length;
  const arrived = async (): Promise<boolean> =>
    JSON.stringify(await house.arrivals.page(clerk, { limit: 200 })).includes('Sonnenschein-67.xml');
  expect([await found(), await arrived()]).toEqual([1, true]);
  await seal('67');
  expect([await found(), await arrived()]).toEqual([0, false]);
  expect((await refusalOf(house.cases.show(clerk, id))).code).toBe('case-sealed');
  await seal('67', false);
  expect([await found(), await arrived()]).toEqual([1, true]);
});

describe('an auditor', () => {
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

  test('sees it with a grant of that unit, on the days of the grant and on no other', async () => {
    const { id } = await sealedCase();
    const sees = async (): Promise<boolean> =>
      house.cases.show(await house.person('auditor'), id).then(
        () => true,
        () => false,
      );
    await grant('auditor', 'auditor', '51', { from: day(-9), until: day(-2) });
    await grant('auditor', 'auditor', '51', { from: day(2), until: day(9) });
    expect(await sees()).toBe(false);
    await grant('auditor', 'auditor', '51', { from: day(-1), until: day(1) });
    expect(await sees()).toBe(true);
    await asOwner(`UPDATE role_grant SET revoked_at = now() WHERE role = 'auditor' AND unit_id IS NOT NULL`);
    expect(await sees()).toBe(false);
  });
});
