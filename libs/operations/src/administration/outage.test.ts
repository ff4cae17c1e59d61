import { type DatabaseTrouble } from '@libs/db';
import { createLogger, StorageFull } from '@libs/platform';
import { calmLog } from './calm-log';
import { databaseOutage } from './database-outage';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

type Line = {
  level: number;
  msg: string;
  outage?: string | string[];
  seconds?: number;
  turnedAway?: number;
  err?: object;
};

function house() {
  const lines: Line[] = [];
  let well = false;
  const log = createLogger('test', 'debug', { write: (line) => void lines.push(JSON.parse(line) as Line) });
  const isWritable = () => (well ? Promise.resolve(true) : Promise.reject(new Error('away')));
  const outage = databaseOutage(log, { isWritable });
  return {
    lines,
    calm: calmLog(log, outage, { heard: () => undefined }),
    outage,
    said: () => lines.filter(({ level }) => level >= 40),
    heal: () => (well = true),
  };
}

const away = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

test('a thousand failures are one sentence, a line each without a stack, and one sentence when it is over', async () => {
  const { lines, calm, said, heal } = house();
  for (let at = 0; at < 1000; at += 1) calm.error({ err: away(), incident: String(at) }, 'request failed');
  expect(said()).toHaveLength(1);
  expect(said()[0]).toMatchObject({ level: 40, outage: 'away' });
  expect(said()[0]?.msg).toMatch(/nicht erreichbar.*503.*451.*PostgreSQL.* \/ .*cannot be reached.*503.*Check/s);
  const single = lines.filter(({ level }) => level < 40);
  expect(single).toHaveLength(1000);
  expect(single[7]).toMatchObject({ level: 20, msg: 'request failed', outage: 'away', incident: '7' });
  expect(JSON.stringify(lines)).not.toMatch(/stack|ECONNREFUSED/);

  await jest.advanceTimersByTimeAsync(30_000);
  expect(said()).toHaveLength(1);
  heal();
  await jest.advanceTimersByTimeAsync(14_000);
  expect(said()).toHaveLength(2);
  expect(said()[1]).toMatchObject({ level: 40, outage: ['away'], turnedAway: 1000 });
  expect(said()[1]?.seconds).toBeGreaterThanOrEqual(30);
  expect(said()[1]?.seconds).toBeLessThanOrEqual(33);
  expect(said()[1]?.msg).toMatch(/arbeitet wieder.*1000 Anfragen.* \/ .*works again.*1000 requests/s);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(said()).toHaveLength(2);
});

test('another cause is told as well, each once; what fails again and again is not over', async () => {
  const { outage, said, heal } = house();
  heal();
  const kinds: DatabaseTrouble[] = ['silent', 'busy', 'silent', 'connections', 'busy'];
  for (const kind of kinds) {
    outage.seen(kind);
    await jest.advanceTimersByTimeAsync(9_000);
  }
  expect(said().map(({ outage: kind }) => kind)).toEqual(['silent', 'busy', 'connections']);
  await jest.advanceTimersByTimeAsync(14_000);
  expect(said()).toHaveLength(4);
});

test('that a disk has room again no question proves: it is over a minute after the last failure', async () => {
  const { outage, said, heal } = house();
  heal();
  outage.seen('full');
  await jest.advanceTimersByTimeAsync(58_000);
  expect(said()).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(6_000);
  expect(said()).toHaveLength(2);
});

test('what is no outage is written as ever, with its stack', () => {
  const { lines, calm } = house();
  calm.error({ err: new TypeError('ours') }, 'request failed');
  calm.warn({ code: 552 }, 'mail not accepted');
  calm.info({ step: 'read' }, 'step done');
  calm.warn({ err: new StorageFull(new Error('ENOSPC')), code: 452 }, 'mail not accepted');
  expect(lines.map(({ level }) => level)).toEqual([50, 40, 30, 20]);
  expect(JSON.stringify(lines[0])).toMatch(/stack/);
});
