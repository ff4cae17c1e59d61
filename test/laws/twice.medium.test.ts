import { type ClaimedWork, LeaseLost } from '@libs/db';
import { endedReader, type MachineStep, machineSteps, ReaderFailed } from '@libs/operations';
import { withClient } from '@libs/platform';
import { type StepHandler } from '@libs/queue';
import { breaches } from '../support/breaches';
import { eventually, type House, openHouse } from '../support/house';
import { type TestWorker, type TestWorkerOptions } from '../support/queue';
import { walkIn } from '../support/walk';
import { ciiInvoice, ublInvoice } from '../support/xrechnung-xml';

/** Laws 2 and 3: Postgres is the truth, and every step may run twice, at once. */
let house: House;
let loops: TestWorker[] = [];
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterEach(async () => {
  await Promise.all(loops.map((loop) => loop.stop()));
  loops = [];
});
afterAll(() => house.close());

let sent = 0;
/** An invoice that nobody has sent before. */
const another = (): string => ublInvoice({ number: `R-${(sent += 1)}` });

const own = (): ReadonlyMap<string, StepHandler> => house.own();

const startLoop = async (options: Partial<TestWorkerOptions> = {}): Promise<TestWorker> => {
  const worker = await house.startWorker(options);
  loops.push(worker);
  return worker;
};

/** A lease of 0 seconds has run out at once: its holder may be dead, or only slow. */
const claim = async (step: string, leaseSeconds = 60): Promise<ClaimedWork> => {
  const [work] = await house.database.claimWork([step], 'test', leaseSeconds, 1);
  if (!work) throw new Error(`No ${step} is due.`);
  return work;
};
const run = async (step: string, work: ClaimedWork): Promise<void> => house.steps[step]!.run(work);

const asOwner = (sql: string, values: unknown[] = []) =>
  withClient(house.testDatabase.ownerUrl, (client) => client.query(sql, values));

/** Everything that is stored, as text: two moments are the same or they are not. */
async function everything(): Promise<string> {
  const tables = ['arrival', 'document', 'invoice_case', 'invoice', 'check_report', 'audit_entry', 'counter', 'work'];
  const contents: unknown[] = [];
  for (const table of tables)
    contents.push((await asOwner(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY 1`)).rows);
  return JSON.stringify(contents, undefined, 1);
}

const atRest = (): Promise<true> =>
  eventually(
    async () => ((await asOwner(`SELECT 1 FROM work WHERE step <> 'prove'`)).rowCount === 0 ? true : undefined),
    60,
  );

/** Brings one invoice as far as `step` being due; the id of its arrival. */
async function due(step: MachineStep): Promise<string> {
  const arrival = await house.upload(another());
  for (const earlier of machineSteps.slice(0, machineSteps.indexOf(step))) await run(earlier, await claim(earlier));
  return arrival;
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

    await startLoop();
    await atRest();
    expect(await breaches(house)).toEqual([]);
  });

  test('a worker that slept through its lease wakes up and stores nothing', async () => {
    await due(step);
    const sleeper = await claim(step, 0);
    await startLoop();
    await atRest();
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
    await startLoop();
    await atRest();
    const after = await everything();

    await house.database.transaction(house.entityId, (tx) => tx.work.enqueue(step, work.subjectId, work.traceId));
    await atRest();
    expect(await everything()).toBe(after);
  });
});

test('steps that come late or again do not touch what people signed', async () => {
  const walk = walkIn(house);
  await startLoop();
  const caseId = await walk.certified(another());
  const { contentHash } = await walk.show(caseId);
  for (const step of machineSteps.slice(1)) {
    await house.database.transaction(house.entityId, (tx) => tx.work.enqueue(step, caseId, caseId));
  }
  await atRest();
  expect(await walk.show(caseId)).toMatchObject({ contentHash, stage: 'order' });
});

describe('failures', () => {
  const failing = (step: string, attempts: number[]): ReadonlyMap<string, StepHandler> =>
    new Map([
      ...own(),
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
      await startLoop({ handlers: failing(step, attempts) });
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
      await atRest();
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
    await startLoop({ handlers: new Map([...own(), ['read', poison]]), endedReader });
    const arrival = await house.upload(another());
    await eventually(async () => {
      await asOwner(`UPDATE work SET due_at = now() WHERE step = 'read' AND due_at > now()`);
      return attempts.length === 3 || undefined;
    });
    await atRest();
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
      await startLoop({ handlers: new Map([...own(), [step, watched(step, calls)]]) });
      await atRest();

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
    await startLoop();
    await atRest();
    expect(await breaches(house)).toEqual([]);
    expect(await house.arrivals.show(await house.person('clerk'), id)).toMatchObject({ outcome: 'accepted' });
  });

  test('a document that fails does not hold the others up', async () => {
    const poison = await house.upload('<poison/>');
    await startLoop({
      handlers: new Map([
        ...own(),
        ['receive', (work) => (work.subjectId === poison ? Promise.reject(new Error('poison')) : run('receive', work))],
      ]),
    });
    const walk = walkIn(house);
    const cases = await Promise.all([1, 2, 3, 4].map((at) => walk.arrive(ublInvoice({ number: `GOOD-${at}` }))));
    expect(await Promise.all(cases.map(walk.stageOf))).toEqual(['code', 'code', 'code', 'code']);

    await Promise.all(loops.map((loop) => loop.stop()));
    await asOwner('UPDATE work SET due_at = now()');
    await startLoop();
    await atRest();
    expect(await breaches(house)).toEqual([]);
  });
});

describe('leases', () => {
  test('a step that takes longer than its lease keeps it by its heartbeat: nobody else begins it', async () => {
    const begun: string[] = [];
    const slowly: StepHandler = async (work) => {
      begun.push(work.id);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      await run('receive', work);
    };
    const handlers = new Map([...own(), ['receive', slowly]]);
    await startLoop({ handlers, leaseSeconds: 1 });
    await startLoop({ handlers, leaseSeconds: 1 });
    await house.upload(another());
    await atRest();
    expect(begun).toHaveLength(1);
    expect(await breaches(house)).toEqual([]);
  });

  test('a heartbeat that comes after the work was given back does not take it again', async () => {
    await due('receive');
    const work = await claim('receive');
    const late = await house.database.transaction(house.entityId, async (tx) => {
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

test('who falls silent inside a transaction holds the others up for seconds only, and stores nothing', async () => {
  const silent = house.database.transaction(house.entityId, async (tx) => {
    await tx.audit.append({ kind: 'silent', payload: {} });
    await new Promise((resolve) => setTimeout(resolve, 13_000));
    await tx.audit.append({ kind: 'silent', payload: {} });
  });
  const [mine, other] = await Promise.allSettled([
    silent,
    new Promise((resolve) => setTimeout(resolve, 200)).then(() =>
      house.database.transaction(house.entityId, (tx) => tx.audit.append({ kind: 'waited', payload: {} })),
    ),
  ]);
  expect([mine.status, other.status]).toEqual(['rejected', 'fulfilled']);
  const { rowCount } = await asOwner(`SELECT 1 FROM audit_entry WHERE kind = 'silent'`);
  expect(rowCount).toBe(0);
}, 30_000);

describe('waking', () => {
  test('new work is begun at once, long before the next poll', async () => {
    await startLoop({ pollSeconds: 600 });
    await house.upload(another());
    await atRest();
    expect(await breaches(house)).toEqual([]);
  });

  test('a call that was lost is made good by the poll', async () => {
    await startLoop({ pollSeconds: 0.3 });
    await asOwner('ALTER TABLE work DISABLE TRIGGER work_added');
    await house.upload(another());
    await atRest();
    await asOwner('ALTER TABLE work ENABLE TRIGGER work_added');
    expect(await breaches(house)).toEqual([]);
  });

  test('connections that are cut all the time lose nothing: the loop listens anew and goes on', async () => {
    await startLoop();
    const walk = walkIn(house);
    const cut = setInterval(() => {
      void asOwner(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'belegfluss_app'`,
      ).catch(() => undefined);
    }, 700);
    const sent = Array.from({ length: 10 }, (_, at) => ublInvoice({ number: `CUT-${at}` }));
    for (const xml of sent) await eventually(() => house.upload(xml).then(Boolean, () => undefined));
    clearInterval(cut);
    await asOwner(`UPDATE work SET due_at = now(), lease_until = least(lease_until, now())`);
    await atRest();
    expect(await breaches(house)).toEqual([]);
    expect(await walk.stageOf(await walk.arrive(ublInvoice({ number: 'AFTER' })))).toBe('code');
  });
});

test('two workers over sixty documents: each is done once', async () => {
  await startLoop();
  await startLoop();
  await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      house.upload(at % 2 === 0 ? ublInvoice({ number: `U-${at}` }) : ciiInvoice({ number: `C-${at}` })),
    ),
  );
  await atRest();
  expect(await breaches(house)).toEqual([]);
  const { rows } =
    await asOwner(`SELECT count(*)::int AS cases, count(DISTINCT invoice_number)::int AS numbers FROM invoice_case
    WHERE stage = 'code' AND invoice_number ~ '^[UC]-'`);
  expect(rows).toEqual([{ cases: 60, numbers: 60 }]);
}, 90_000);
