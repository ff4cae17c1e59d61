import { LeaseLost } from '@libs/db';
import { machineSteps } from '@libs/operations';
import { type StepHandler } from '@libs/queue';
import { breaches } from '../support/breaches';
import { another, asOwnerOf, loopsOver, stepsByHand } from '../support/by-hand';
import { type House, openHouse } from '../support/house';
import { atRest } from '../support/processes';
import { walkIn } from '../support/walk';
import { ciiInvoice, ublInvoice } from '../support/xrechnung-xml';

/** Laws 2 and 3: Postgres is the truth, and every step may run twice, at once. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
const loops = loopsOver(() => house);
afterAll(() => house.close());

const asOwner = asOwnerOf(() => house);
const { claim, run, due } = stepsByHand(() => house);

/** Everything that is stored, as text: two moments are the same or they are not. */
async function everything(): Promise<string> {
  const tables = ['arrival', 'document', 'invoice_case', 'invoice', 'check_report', 'audit_entry', 'counter', 'work'];
  const contents: unknown[] = [];
  for (const table of tables)
    contents.push((await asOwner(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY 1`)).rows);
  return JSON.stringify(contents, undefined, 1);
}

describe.each([...machineSteps])('step %s', (step) => {
  test('run twice one after the other: the second time stores nothing', async () => {
    await due(step);
    const work = await claim(step);
    await run(step, work);
    const after = await everything();

    await expect(run(step, work)).rejects.toThrow(LeaseLost);
    expect(await everything()).toBe(after);
  });

  test('run twice at once: whoever holds the lease stores, the other does not', async () => {
    await due(step);
    const slow = await claim(step, 0);
    const holder = await claim(step);
    const outcomes = await Promise.allSettled([run(step, slow), run(step, holder), run(step, slow)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);

    await loops.start();
    await atRest(house);
    expect(await breaches(house)).toEqual([]);
  });

  test('a worker that slept through its lease wakes up and stores nothing', async () => {
    await due(step);
    const sleeper = await claim(step, 0);
    await loops.start();
    await atRest(house);
    const after = await everything();

    await expect(run(step, sleeper)).rejects.toThrow(LeaseLost);
    await expect(house.parkWork.run(sleeper, 'failed')).rejects.toThrow(LeaseLost);
    expect(await everything()).toBe(after);
    expect(await breaches(house)).toEqual([]);
  });

  test('made due once more after it was done, it changes nothing', async () => {
    await due(step);
    const work = await claim(step);
    await run(step, work);
    await loops.start();
    await atRest(house);
    const after = await everything();

    await house.database.transaction(house.sight, (tx) => tx.work.enqueue(step, work.subjectId, work.traceId));
    await atRest(house);
    expect(await everything()).toBe(after);
  });
});

test('steps that come late or again do not touch what people signed', async () => {
  const walk = walkIn(house);
  await loops.start();
  const caseId = await walk.certified(another());
  const { contentHash } = await walk.show(caseId);
  for (const step of machineSteps.slice(1)) {
    await house.database.transaction(house.sight, (tx) => tx.work.enqueue(step, caseId, caseId));
  }
  await atRest(house);
  expect(await walk.show(caseId)).toMatchObject({ contentHash, stage: 'order' });
});

describe('leases', () => {
  test('a step that takes longer than its lease keeps it by its heartbeat: nobody else begins it', async () => {
    const begun: string[] = [];
    const slowly: StepHandler = async (work) => {
      begun.push(work.id);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await run('receive', work);
    };
    const handlers = new Map([...house.own(), ['receive', slowly]]);
    await loops.start({ handlers, leaseSeconds: 1 });
    await loops.start({ handlers, leaseSeconds: 1 });
    await house.upload(another());
    await atRest(house);
    expect(begun).toHaveLength(1);
    expect(await breaches(house)).toEqual([]);
  });

  test('a heartbeat that comes after the work was given back does not take it again', async () => {
    await due('receive');
    const work = await claim('receive');
    const late = await house.database.transaction(house.sight, async (tx) => {
      await tx.work.retryLater(work, 0);
      return tx.work.heartbeat(work, 60);
    });
    expect(late).toBe(false);
    const next = await claim('receive');
    expect(next).toMatchObject({ attempt: 2, crashes: 0 });
    await run('receive', next);
  });

  test('one piece of work is claimed by one of twenty who ask at once', async () => {
    await due('receive');
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => house.database.claimWork(['receive'], 'x', 60, 5)),
    );
    expect(claims.flat()).toHaveLength(1);
    await run('receive', claims.flat()[0]!);
  });
});

test('two workers over sixty documents: each is done once', async () => {
  await loops.start();
  await loops.start();
  await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      house.upload(at % 2 === 0 ? ublInvoice({ number: `U-${at}` }) : ciiInvoice({ number: `C-${at}` })),
    ),
  );
  await atRest(house);
  expect(await breaches(house)).toEqual([]);
  const { rows } =
    await asOwner(`SELECT count(*)::int AS cases, count(DISTINCT invoice_number)::int AS numbers FROM invoice_case
    WHERE stage = 'code' AND invoice_number ~ '^[UC]-'`);
  expect(rows).toEqual([{ cases: 60, numbers: 60 }]);
}, 90_000);
