import { setTimeout as sleep } from 'node:timers/promises';
import { type House, openHouse } from '../support/house';
import { ownPostgres, type OwnPostgres } from '../support/own-postgres';
import { startApp } from '../support/processes';

/** After a power failure everything starts at once, and the database needs longest. */
let postgres: OwnPostgres;
let house: House;
beforeAll(async () => {
  postgres = await ownPostgres();
  house = await openHouse({ redisUrl: '' });
}, 120_000);
afterAll(async () => {
  await house.close();
  await postgres.close();
}, 60_000);

test('api and worker wait for the database, say so, and are ready when it is there', async () => {
  await postgres.stop();
  const starting = (['api', 'worker'] as const).map((app) => startApp(app, house, { PORT: '0' }));
  await sleep(4_000);
  await postgres.start();
  for (const app of await Promise.all(starting)) {
    expect(app.log().match(/wartet bis zu 50 s/g)).toHaveLength(1);
    expect(app.log()).toMatch(/Die Datenbank antwortet, das Programm startet/);
    app.signal('SIGTERM');
    expect((await app.ended).code).toBe(0);
  }
}, 120_000);
