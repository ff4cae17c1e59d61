import { randomUUID } from 'node:crypto';
import { type NewAct } from '@libs/contracts';
import { type Actor, Refused } from '@libs/operations';
import { withClient } from '@libs/platform';
import { type House, openHouse } from '../support/house';
import { oneLine, walkIn } from '../support/walk';
import { leitwegIdOf, ublInvoice } from '../support/xrechnung-xml';

/** Law 7: acts are appended, state is derived, and two pairs of eyes see each case. */
let house: House;
let walk: ReturnType<typeof walkIn>;
beforeAll(async () => {
  house = await openHouse();
  walk = walkIn(house);
  await house.startWorker();
}, 60_000);
afterAll(() => house.close());

let sent = 0;
const another = (): string => ublInvoice({ number: `A-${(sent += 1)}` });
const coded = async (): Promise<string> => {
  const caseId = await walk.arrive(another());
  await walk.code(caseId);
  return caseId;
};

/** How it was refused; "done" if it was not. */
async function refusalOf(task: Promise<unknown>): Promise<Refused | 'done'> {
  try {
    await task;
    return 'done';
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
const codeOf = async (task: Promise<unknown>): Promise<string> => {
  const refused = await refusalOf(task);
  return refused === 'done' ? 'done' : refused.code;
};

const actsOf = async (caseId: string) => (await walk.show(caseId)).acts;

describe('one person cannot certify and order the same case', () => {
  test('who certified is refused as the one who orders, and told why and what to do', async () => {
    const caseId = await coded();
    await walk.certify('head', caseId, 'factual');
    await walk.certify('clerk', caseId, 'arithmetical');
    const refused = await refusalOf(walk.order('head', caseId));
    expect(refused).toMatchObject({ kind: 'conflict', code: 'certifier-may-not-order' });
    if (refused === 'done') throw new Error('It was not refused.');
    expect(refused.text.de.split('. ').length).toBeGreaterThanOrEqual(2);
    expect(refused.text.en).not.toBe(refused.text.de);
    expect(await codeOf(walk.order('deputy', caseId))).toBe('done');
  });

  test('neither after the content changed: whoever judged the case once is no second pair of eyes', async () => {
    const caseId = await coded();
    await walk.certify('head', caseId, 'factual');
    await walk.code(caseId, oneLine('1190.00', '543200'));
    await walk.certify('certifier', caseId, 'factual');
    await walk.certify('clerk', caseId, 'arithmetical');
    expect(await codeOf(walk.order('head', caseId))).toBe('certifier-may-not-order');
  });

  test('nor the other way round: who ordered an earlier content does not certify the next one', async () => {
    const caseId = await walk.ordered(another());
    await walk.code(caseId, oneLine('1190.00', '543200'));
    expect(await codeOf(walk.certify('head', caseId, 'factual'))).toBe('orderer-may-not-certify');
  });

  test('the same people may do the other work on another case', async () => {
    const [a, b] = [await coded(), await coded()];
    await walk.certify('head', a, 'factual');
    await walk.certify('head', a, 'arithmetical');
    await walk.certify('deputy', b, 'factual');
    await walk.certify('deputy', b, 'arithmetical');
    expect(await Promise.all([codeOf(walk.order('deputy', a)), codeOf(walk.order('head', b))])).toEqual([
      'done',
      'done',
    ]);
  });

  test('a program that forgets the law is stopped by the database, in either order and over any content', async () => {
    const caseId = await coded();
    const { contentHash } = await walk.show(caseId);
    const other = 'a'.repeat(64);
    const [head, deputy] = [await house.person('head'), await house.person('deputy')];
    const insert = (person: Actor, kind: 'certify' | 'order', covers: string): Promise<string> =>
      house.database
        .transaction(house.sight, (tx) =>
          tx.cases.addAct({
            id: randomUUID(),
            caseId,
            personId: person.personId,
            kind,
            certificate: kind === 'certify' ? 'factual' : null,
            covers,
            at: new Date(),
          }),
        )
        .then(
          () => 'stored',
          (error: unknown) => /certifier_does_not_order|one_\w+_per_content/.exec(String(error))?.[0] ?? String(error),
        );

    expect(await insert(head, 'certify', contentHash)).toBe('stored');
    expect(await insert(head, 'order', contentHash)).toBe('certifier_does_not_order');
    expect(await insert(head, 'order', other)).toBe('certifier_does_not_order');
    expect(await insert(deputy, 'order', other)).toBe('stored');
    expect(await insert(deputy, 'certify', contentHash)).toBe('certifier_does_not_order');
    expect(await insert(deputy, 'certify', other)).toBe('certifier_does_not_order');
    // a second content of the same person in the same role is lawful; a second act over the same content is not
    expect(await insert(head, 'certify', other)).toBe('stored');
    expect(await insert(await house.person('certifier'), 'certify', contentHash)).toBe('one_certificate_per_content');
  });
});

describe('nothing is signed out of turn', () => {
  test('no certificate before the case is coded, no order before it is certified, no second order', async () => {
    const caseId = await walk.arrive(another());
    expect(await codeOf(walk.certify('certifier', caseId, 'factual'))).toBe('not-yet');
    expect(await codeOf(walk.order('head', caseId))).toBe('certificate-missing');
    await walk.code(caseId);
    await walk.certify('certifier', caseId, 'factual');
    expect(await codeOf(walk.order('head', caseId))).toBe('certificate-missing');
    expect(await codeOf(walk.certify('certifier', caseId, 'factual'))).toBe('already-certified');
    await walk.certify('clerk', caseId, 'arithmetical');
    await walk.order('head', caseId);
    expect(await codeOf(walk.order('deputy', caseId))).toBe('already-ordered');
    expect(await walk.stageOf(caseId)).toBe('export');
  });

  test('a coding that does not add up to the gross amount is refused, and the case stays where it was', async () => {
    const caseId = await walk.arrive(another());
    for (const amount of ['1189.99', '1190.01', '0.00']) {
      expect((await refusalOf(walk.code(caseId, oneLine(amount)))) as Refused).toMatchObject({ kind: 'invalid' });
    }
    expect(await walk.stageOf(caseId)).toBe('code');
  });

  test('an objection stops the case for everybody until it is released', async () => {
    const caseId = await coded();
    await walk.act('certifier', caseId, { kind: 'object', reason: 'Die Leistung fehlt.' });
    expect(await walk.stageOf(caseId)).toBe('clarify');
    expect(await codeOf(walk.certify('head', caseId, 'factual'))).toBe('objection-open');
    await walk.code(caseId, oneLine('1190.00', '543200'));
    expect(await codeOf(walk.certify('head', caseId, 'factual'))).toBe('objection-open');
    await walk.act('clerk', caseId, { kind: 'release' });
    expect(await codeOf(walk.certify('head', caseId, 'factual'))).toBe('done');
  });
});

describe('acts cover the content that the person saw', () => {
  test('a stale hash is a conflict that brings the new one', async () => {
    const caseId = await coded();
    const person = await house.person('certifier');
    const seen = (await walk.show(caseId)).contentHash;
    await walk.code(caseId, oneLine('1190.00', '543200'));
    const now = await walk.show(caseId);
    expect(now.contentHash).not.toBe(seen);

    const wanted: NewAct = { kind: 'certify', certificate: 'factual', covers: seen };
    expect(await refusalOf(house.recordAct.run(person, caseId, wanted))).toMatchObject({
      kind: 'conflict',
      code: 'content-changed',
      details: { contentHash: now.contentHash, version: now.version },
    });
    expect(await actsOf(caseId)).toEqual([]);
  });

  const changes: [string, (caseId: string) => Promise<void>][] = [
    ['another account', (caseId) => walk.code(caseId, oneLine('1190.00', '543200'))],
    [
      'another unit',
      async (caseId) => {
        const { rows } = await withClient(house.testDatabase.ownerUrl, (client) =>
          client.query<{ id: string }>(`SELECT id FROM unit WHERE number = '66'`),
        );
        await house.assignCase.run(await house.person('clerk'), caseId, rows[0]!.id);
      },
    ],
    [
      'another creditor',
      async (caseId) => {
        const { rows } = await withClient(house.testDatabase.ownerUrl, (client) =>
          client.query<{ id: string }>(`SELECT id FROM creditor WHERE account = '7000108'`),
        );
        await walk.code(caseId, { ...oneLine(), creditor: rows[0]!.id });
      },
    ],
  ];
  test.each(changes)('%s voids certificates and order; they stay on record', async (_what, change) => {
    const caseId = await walk.ordered(another());
    await change(caseId);
    const acts = await actsOf(caseId);
    expect(acts.map(({ standing }) => standing)).toEqual([false, false, false]);
    expect(await walk.stageOf(caseId)).toBe('certify');
    expect(await codeOf(walk.order('deputy', caseId))).toBe('certificate-missing');
  });

  test('going back to the old coding does not bring the old signatures back', async () => {
    const caseId = await walk.certified(another());
    const before = (await walk.show(caseId)).contentHash;
    await walk.code(caseId, oneLine('1190.00', '543200'));
    await walk.code(caseId, oneLine());
    const after = await walk.show(caseId);
    expect(after.contentHash).not.toBe(before);
    expect(after.stage).toBe('certify');
    expect(after.acts.filter(({ standing }) => standing)).toEqual([]);
  });

  test('saving the same coding again changes nothing: the signatures stand', async () => {
    const caseId = await walk.certified(another());
    await walk.code(caseId, oneLine());
    expect(await walk.stageOf(caseId)).toBe('order');
  });
});

describe('many people at once', () => {
  const people = ['certifier', 'head', 'deputy'] as const;

  test('twenty certificates at the same moment: each sort stands once, the others are told', async () => {
    const caseId = await coded();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        codeOf(walk.certify(people[at % 3]!, caseId, at % 2 === 0 ? 'factual' : 'arithmetical')),
      ),
    );
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(2);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'already-certified']));
    expect((await actsOf(caseId)).map(({ certificate }) => certificate).sort()).toEqual(['arithmetical', 'factual']);
  });

  test('twenty orders at the same moment: one stands', async () => {
    const caseId = await walk.certified(another());
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => codeOf(walk.order(at % 2 === 0 ? 'head' : 'deputy', caseId))),
    );
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    expect((await actsOf(caseId)).filter(({ kind }) => kind === 'order')).toHaveLength(1);
  });

  test('ordering while somebody codes anew: no order ever covers what the orderer did not see', async () => {
    const caseId = await walk.certified(another());
    await Promise.allSettled([
      walk.order('head', caseId),
      walk.code(caseId, oneLine('1190.00', '543200')),
      walk.order('deputy', caseId),
    ]);
    const { acts, stage, contentHash } = await walk.show(caseId);
    const standing = acts.filter((act) => act.kind === 'order' && act.covers === contentHash);
    expect([stage, standing.length]).toEqual(['certify', 0]);
  });

  test('certifying and ordering the same case by the same person at the same moment: one of the two', async () => {
    for (let round = 0; round < 5; round += 1) {
      const caseId = await coded();
      await walk.certify('certifier', caseId, 'factual');
      await walk.certify('clerk', caseId, 'arithmetical');
      await Promise.all([codeOf(walk.certify('head', caseId, 'factual')), codeOf(walk.order('head', caseId))]);
      const mine = (await actsOf(caseId)).filter(({ by }) => by.name === 'Dr. Petra Schilling');
      expect(mine.map(({ kind }) => kind)).toEqual(['order']);
    }
  });
});

describe('roles', () => {
  test.each(['finance', 'auditor', 'cashier', 'admin'])('%s signs nothing', async (login) => {
    // who runs the house does not even see the case
    const refusal = (act: string): string => (login === 'admin' ? 'not-found' : `no-power-to-${act}`);
    const caseId = await coded();
    expect(await codeOf(walk.certify(login, caseId, 'factual'))).toBe(refusal('certify'));
    expect(await codeOf(walk.certify(login, caseId, 'arithmetical'))).toBe(refusal('certify'));
    await walk.certify('certifier', caseId, 'factual');
    await walk.certify('clerk', caseId, 'arithmetical');
    expect(await codeOf(walk.order(login, caseId))).toBe(refusal('order'));
    expect(await codeOf(walk.act(login, caseId, { kind: 'object', reason: 'Nein' }))).toBe(refusal('object'));
    expect(await codeOf(walk.act(login, caseId, { kind: 'return', reason: 'Nein' }))).toBe(refusal('return'));
    await expect(house.codeCase.run(await house.person(login), caseId, oneLine('1190.00', '543200'))).rejects.toThrow(
      Refused,
    );
  });

  test('the desk certifies the sums and not the matter, and does not order', async () => {
    const caseId = await coded();
    expect(await codeOf(walk.certify('clerk', caseId, 'factual'))).toBe('no-power-to-certify');
    expect(await codeOf(walk.certify('clerk', caseId, 'arithmetical'))).toBe('done');
    await walk.certify('certifier', caseId, 'factual');
    expect(await codeOf(walk.order('clerk2', caseId))).toBe('no-power-to-order');
  });

  test('a certifier of two units signs there and nowhere else', async () => {
    const school = await walk.arrive(ublInvoice({ number: 'SCHULE', leitwegId: leitwegIdOf('40') }));
    const roads = await walk.arrive(ublInvoice({ number: 'STRASSE', leitwegId: leitwegIdOf('66') }));
    await walk.code(school);
    await walk.code(roads);
    expect(await codeOf(walk.certify('certifier2', school, 'factual'))).toBe('done');
    expect(await codeOf(walk.certify('certifier2', roads, 'factual'))).toBe('not-found');
    const person = await house.person('certifier2');
    await expect(house.codeCase.run(person, roads, oneLine('1190.00', '543200'))).rejects.toThrow(Refused);
  });

  test('somebody from another town does not even learn that the case exists', async () => {
    const caseId = await coded();
    const stranger = { ...(await house.person('head')), entityId: randomUUID() };
    const { contentHash } = await walk.show(caseId);
    expect(await codeOf(house.recordAct.run(stranger, caseId, { kind: 'order', covers: contentHash }))).toBe(
      'not-found',
    );
    await expect(house.cases.show(stranger, caseId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(house.codeCase.run(stranger, caseId, oneLine())).rejects.toMatchObject({ code: 'not-found' });
  });
});
