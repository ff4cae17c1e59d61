import { endedReader, ReaderFailed } from '@libs/operations';
import { type StepHandler } from '@libs/queue';
import { breaches } from '../support/breaches';
import { another, asOwnerOf, loopsOver, stepsByHand } from '../support/by-hand';
import { eventually, type House, openHouse } from '../support/house';
import { atRest } from '../support/processes';
import { walkIn } from '../support/walk';
import { ublInvoice } from '../support/xrechnung-xml';

/** What fails is tried again, further apart each time, and lies on the shelf with its reason in the end. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
const loops = loopsOver(() => house);
afterAll(() => house.close());

const asOwner = asOwnerOf(() => house);
const { claim, run, due } = stepsByHand(() => house);

const failing = (step: string, attempts: number[]): ReadonlyMap<string, StepHandler> =>
  new Map([
    ...house.own(),
    [
      step,
      (work) => {
        attempts.push(work.attempt);
        return Promise.reject(new Error('this document is poison'));
      },
    ],
  ]);

test.each(['receive', 'read', 'check', 'assign'] as const)(
  '%s: what always fails is tried five times, further apart each time, then lies on the shelf with its reason',
  async (step) => {
    const attempts: number[] = [];
    await loops.start({ handlers: failing(step, attempts) });
    const arrival = await house.upload(another());
    for (let attempt = 1; attempt < 5; attempt += 1) {
      const wait = await eventually(async () => {
        const { rows } = await asOwner(
          `SELECT extract(epoch FROM due_at - now())::float AS wait FROM work WHERE step = $1 AND attempt = $2 AND lease_until IS NULL`,
          [step, attempt],
        );
        return (rows as { wait: number }[])[0]?.wait;
      });
      expect(wait).toBeGreaterThan(2 ** attempt * 0.5 - 1);
      expect(wait).toBeLessThan(2 ** attempt * 1.5);
      await asOwner('UPDATE work SET due_at = now() WHERE step = $1', [step]); // nobody wants to wait half a minute
    }
    await atRest(house);
    expect(attempts).toEqual([1, 2, 3, 4, 5]);
    expect(await house.arrivals.show(await house.person('clerk'), arrival)).toMatchObject({
      outcome: 'quarantined',
      reason: 'reader-failed',
    });
    expect(await breaches(house)).toEqual([]);
  },
);

test.each([
  ['timeout', 'reader-timeout'],
  ['crashed', 'reader-crashed'],
  ['memory', 'reader-crashed'],
] as const)('a document that ends its reader by %s is tried three times', async (why, reason) => {
  const attempts: number[] = [];
  const poison: StepHandler = (work) => {
    attempts.push(work.attempt);
    return Promise.reject(new ReaderFailed(why));
  };
  await loops.start({ handlers: new Map([...house.own(), ['read', poison]]), endedReader });
  const arrival = await house.upload(another());
  await eventually(async () => {
    await asOwner(`UPDATE work SET due_at = now() WHERE step = 'read' AND due_at > now()`);
    return attempts.length === 3 || undefined;
  });
  await atRest(house);
  expect(attempts).toEqual([1, 2, 3]);
  expect(await house.arrivals.show(await house.person('clerk'), arrival)).toMatchObject({
    outcome: 'quarantined',
    reason,
  });
  expect(await breaches(house)).toEqual([]);
});

test.each(['receive', 'read'] as const)(
  '%s: what killed its worker three times lies on the shelf; others go on meanwhile',
  async (step) => {
    const id = await due(step);
    for (let death = 1; death <= 3; death += 1) await claim(step, 0);
    const calls: number[] = [];
    await loops.start({ handlers: new Map([...house.own(), [step, watched(step, calls)]]) });
    await atRest(house);

    expect(calls).toEqual([]);
    const arrival = await house.arrivals.show(await house.person('clerk'), id);
    expect(arrival).toMatchObject({ outcome: 'quarantined', reason: 'reader-crashed' });
    expect(arrival.documents).toHaveLength(1);
    expect(await breaches(house)).toEqual([]);
  },
);

const watched =
  (step: string, calls: number[]): StepHandler =>
  (work) => {
    calls.push(work.crashes);
    return run(step, work);
  };

test('two crashes are forgiven: the third worker does the work', async () => {
  const id = await due('read');
  for (let death = 1; death <= 2; death += 1) await claim('read', 0);
  await loops.start();
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
  expect(await house.arrivals.show(await house.person('clerk'), id)).toMatchObject({ outcome: 'accepted' });
});

test('a document that fails does not hold the others up', async () => {
  const poison = await house.upload('<poison/>');
  await loops.start({
    handlers: new Map([
      ...house.own(),
      ['receive', (work) => (work.subjectId === poison ? Promise.reject(new Error('poison')) : run('receive', work))],
    ]),
  });
  const walk = walkIn(house);
  const cases = await Promise.all([1, 2, 3, 4].map((at) => walk.arrive(ublInvoice({ number: `GOOD-${at}` }))));
  expect(await Promise.all(cases.map(walk.stageOf))).toEqual(['code', 'code', 'code', 'code']);

  await loops.stop();
  await asOwner('UPDATE work SET due_at = now()');
  await loops.start();
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
});
