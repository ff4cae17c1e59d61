import { mkdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ublInvoice } from '../../support/xrechnung-xml';
import { type Acknowledgement } from '../load/acknowledged';
import { counted, invariants } from './checker';
import { openTown, sha256, type Town } from './town';

/** A town in order is acquitted; what differs from the memory of the outside world, in the chain or in the archive is found. */
let town: Town;
beforeAll(async () => {
  town = await openTown();
}, 90_000);
afterAll(() => town.close());

test('a town in order is acquitted', async () => {
  const violations = await town.judged();
  expect(Object.fromEntries(invariants.map((one) => [one, violations[one]]))).toEqual(
    Object.fromEntries(invariants.map((one) => [one, []])),
  );
  expect(counted(violations)).toBe(0);
});

describe('what the outside world knows better', () => {
  const arrival = (more: object): Acknowledgement[] => [
    ...town.list,
    { kind: 'arrival', channel: 'mail', sha256: sha256('never'), key: 'k', at: 0, ...more },
  ];

  test('I1: an acknowledged mail that is not there', async () => {
    const { I1 } = await town.judged({ acknowledged: arrival({}) });
    expect(I1).toEqual([expect.stringMatching(/was acknowledged 1 times .* there are 0/)]);
  });

  test('I1: an upload acknowledged under two keys that is there once', async () => {
    const [first] = town.list.filter((one) => one.kind === 'arrival' && one.key === 'key-4');
    const { I1 } = await town.judged({
      acknowledged: [...town.list, { ...first!, key: 'another' } as Acknowledgement],
    });
    expect(I1).toEqual([expect.stringMatching(/was acknowledged 2 times .* there are 1/)]);
  });

  test('I1: a file in a mail that did not become an arrival', async () => {
    const acknowledged = town.list.map((one) =>
      one.kind === 'arrival' && one.parts ? { ...one, parts: [...one.parts, sha256('a third file')] } : one,
    );
    const { I1 } = await town.judged({ acknowledged });
    expect(I1).toEqual([expect.stringMatching(/^part .* was sent 1 times and is there 0 times/)]);
  });

  test('I4: a head that was noted and is another now', async () => {
    const { I4 } = await town.judged({
      acknowledged: [...town.list, { kind: 'head', seq: '5', hash: sha256('x'), at: 0 }],
    });
    expect(I4).toEqual(['entry 5 is not the one that was noted outside']);
  });

  test('I6: one key, two arrivals', async () => {
    const [one, other] = town.list.filter(({ kind }) => kind === 'arrival');
    const { I6 } = await town.judged({
      acknowledged: [...town.list, { ...other!, key: 'key-1' } as Acknowledgement, one!],
    });
    expect(I6).toContain('key key-1 was answered with different arrivals');
  });

  test('I6: more arrivals than sendings', async () => {
    const { I6 } = await town.judged({ tried: town.tried.filter(({ key }) => key !== 'key-again') });
    expect(I6).toEqual([expect.stringMatching(/was sent 1 times and arrived 2 times/)]);
  });

  test('I7: what the monitor saw', async () => {
    expect((await town.judged({ hiddenDelays: ['read x 61 s'] })).I7).toHaveLength(1);
  });
});

test('I4: a payload that was changed breaks the chain', async () => {
  await town.client.query(`UPDATE audit_payload SET payload = payload || ' ' WHERE seq = 4`);
  expect((await town.judged()).I4).toContain('the chain does not verify: payload-changed at 4');
  await town.client.query(`UPDATE audit_payload SET payload = left(payload, -1) WHERE seq = 4`);
  expect((await town.judged()).I4).toEqual([]);
});

describe('I5', () => {
  const pathOf = async (): Promise<string> => {
    const hash = sha256(ublInvoice({ number: 'P-3' }));
    return Promise.resolve(join(town.house.folder, 'archive', town.house.entityId, hash.slice(0, 2), hash));
  };

  test.each([
    ['one byte is another', (bytes: Buffer) => Buffer.from(bytes).fill('x', 100, 101)],
    ['the end is missing', (bytes: Buffer) => bytes.subarray(0, -1)],
  ])('%s', async (_what, damage) => {
    const path = await pathOf();
    const bytes = await readFile(path);
    await writeFile(path, damage(bytes));
    expect((await town.judged()).I5).toHaveLength(1);
    await writeFile(path, bytes);
  });

  test('a file that no row names is not what its name says', async () => {
    const place = join(dirname(dirname(await pathOf())), 'ab', sha256('nobody'));
    mkdirSync(dirname(place), { recursive: true });
    await writeFile(place, 'somebody');
    expect((await town.judged()).I5).toEqual([expect.stringMatching(/holds other bytes/)]);
    rmSync(place);
  });

  test('the file is gone', async () => {
    const path = await pathOf();
    const bytes = await readFile(path);
    rmSync(path);
    expect((await town.judged()).I5).toHaveLength(1);
    await writeFile(path, bytes);
    expect((await town.judged()).I5).toEqual([]);
  });
});
