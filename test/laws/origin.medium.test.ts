import { Readable } from 'node:stream';
import { withClient } from '@libs/platform';
import { breaches } from '../support/breaches';
import { type House, openHouse } from '../support/house';
import { atRest } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/** What a channel shows again, because it could not move or flag it, is received once. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const file = async (content: string, origin?: string) => {
  const kept = await house.receive.keep(house.entityId, 'Rechnung.xml', Readable.from([content]), 1024 * 1024);
  return { ...kept, origin };
};
type File = Awaited<ReturnType<typeof file>>;
const deliver = (...files: File[]): Promise<string[]> =>
  house.receive.run(house.entityId, { channel: 'folder', files });
const count = async (table: 'arrival' | 'audit_entry' | 'work'): Promise<number> => {
  const sql = `SELECT count(*)::int AS n FROM ${table}`;
  const { rows } = await withClient(house.testDatabase.ownerUrl, (client) => client.query<{ n: number }>(sql));
  return rows[0]!.n;
};

let sent = 0;
const another = (): string => ublInvoice({ number: `O-${(sent += 1)}` });

test('the same origin again resolves with the arrival that is here and stores nothing: no row, number, entry or work', async () => {
  const once = await file(another(), 'folder:a:1');
  const [id] = await deliver(once);
  const before = [await count('arrival'), await count('audit_entry'), await count('work')];
  expect(await deliver(once)).toEqual([id]);
  expect([await count('arrival'), await count('audit_entry'), await count('work')]).toEqual(before);
});

test('the same bytes of another origin are an arrival of their own, a duplicate', async () => {
  const content = another();
  const [first] = await deliver(await file(content, 'folder:a:2'));
  const [second] = await deliver(await file(content, 'folder:a:3'));
  const [third] = await deliver(await file(content));
  const [, ...later] = await house.arrivals.many(house.sight, [first!, second!, third!]);
  expect(later).toMatchObject([
    { outcome: 'duplicate', duplicateOf: { id: first } },
    { outcome: 'duplicate', duplicateOf: { id: first } },
  ]);
});

test('known and new in one delivery: the ids stand in the order of the files', async () => {
  const [a, b, c] = [
    await file(another(), 'folder:b:1'),
    await file(another(), 'folder:b:2'),
    await file(another(), 'folder:b:3'),
  ];
  const [idB] = await deliver(b);
  const ids = await deliver(a, b, c);
  expect(ids[1]).toBe(idB);
  expect(await deliver(c, b, a)).toEqual(ids.toReversed());
});

test('twenty at once with the same origin, crossing deliveries of the same bytes: one arrival an origin, nobody waits for ever', async () => {
  const [one, two] = [another(), another()];
  const [a, b] = [await file(one, 'folder:c:1'), await file(two, 'folder:c:2')];
  const without = await file(one);
  const before = await count('arrival');
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, at) => [
      deliver(a, b),
      deliver(b, a),
      ...(at < 5 ? [deliver(without, b)] : []),
    ]).flat(),
  );
  expect(new Set(all.map((ids) => ids.toSorted().join())).size).toBe(1 + 5);
  expect(await count('arrival')).toBe(before + 2 + 5);
});

test('the database refuses a second row of an origin, and a change of it', async () => {
  const [id] = await deliver(await file(another(), 'folder:d:1'));
  const change = house.database.transaction(house.sight, ({ client }) =>
    client.$executeRawUnsafe(`UPDATE arrival SET origin = 'folder:d:2' WHERE id = '${id}'`),
  );
  await expect(change).rejects.toThrow('permission denied');
  const double = withClient(house.testDatabase.ownerUrl, (client) =>
    client.query(
      `INSERT INTO arrival SELECT (r).* FROM (SELECT jsonb_populate_record(a, jsonb_build_object(
      'id', gen_random_uuid(), 'number', 'E-0', 'outcome', 'rejected')) AS r FROM arrival a WHERE id = $1) AS copy`,
      [id],
    ),
  );
  await expect(double).rejects.toThrow('arrival_entity_id_origin_key');
});

test('in the end the numbers have no gap and everything is in one place', async () => {
  await house.startWorker();
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
}, 90_000);
