import { breaches } from '../support/breaches';
import { another, asOwnerOf, loopsOver } from '../support/by-hand';
import { eventually, type House, openHouse } from '../support/house';
import { atRest } from '../support/processes';
import { walkIn } from '../support/walk';
import { ublInvoice } from '../support/xrechnung-xml';

/** Work is begun when it is there, whatever becomes of calls, connections and transactions. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
const loops = loopsOver(() => house);
afterAll(() => house.close());

const asOwner = asOwnerOf(() => house);

describe('waking', () => {
  test('new work is begun at once, long before the next poll', async () => {
    await loops.start({ pollSeconds: 600 });
    await house.upload(another());
    await atRest(house);
    expect(await breaches(house)).toEqual([]);
  });

  test('a call that was lost is made good by the poll', async () => {
    await loops.start({ pollSeconds: 0.3 });
    await asOwner('ALTER TABLE work DISABLE TRIGGER work_added');
    await house.upload(another());
    await atRest(house);
    await asOwner('ALTER TABLE work ENABLE TRIGGER work_added');
    expect(await breaches(house)).toEqual([]);
  });

  test('connections that are cut all the time lose nothing: the loop listens anew and goes on', async () => {
    await loops.start();
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
    await atRest(house);
    expect(await breaches(house)).toEqual([]);
    expect(await walk.stageOf(await walk.arrive(ublInvoice({ number: 'AFTER' })))).toBe('code');
  });
});

test('who falls silent inside a transaction holds the others up for seconds only, and stores nothing', async () => {
  const silent = house.database.transaction(house.sight, async (tx) => {
    await tx.audit.append({ kind: 'silent', payload: {} });
    await new Promise((resolve) => setTimeout(resolve, 13_000));
    await tx.audit.append({ kind: 'silent', payload: {} });
  });
  const [mine, other] = await Promise.allSettled([
    silent,
    new Promise((resolve) => setTimeout(resolve, 200)).then(() =>
      house.database.transaction(house.sight, (tx) => tx.audit.append({ kind: 'waited', payload: {} })),
    ),
  ]);
  expect([mine.status, other.status]).toEqual(['rejected', 'fulfilled']);
  const { rowCount } = await asOwner(`SELECT 1 FROM audit_entry WHERE kind = 'silent'`);
  expect(rowCount).toBe(0);
}, 30_000);
