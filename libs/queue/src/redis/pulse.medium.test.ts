import { createLogger } from '@libs/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis, type TestRedis } from '../../../../test/support/redis';
import { Pulse } from './pulse';

const servers: TestRedis[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

const aRedis = async (...settings: string[]): Promise<TestRedis> => {
  const server = await startRedis(settings);
  servers.push(server);
  return server;
};

/** A pulse that begins `afterMs` its connection did; the codes of what it told. */
async function told(url: string, afterMs: number, forMs: number): Promise<{ codes: unknown[]; up: boolean }> {
  const codes: unknown[] = [];
  const write = (line: string): void => {
    const entry = JSON.parse(line) as { redis?: unknown };
    codes.push(entry.redis);
  };
  const pulse = new Pulse({ url, prefix: 'pulse-test', log: createLogger('test', 'info', { write }) });
  await sleep(afterMs);
  await pulse.start();
  await sleep(forMs);
  const { up } = pulse;
  await pulse.stop();
  return { codes, up };
}

test('a wrong password is called so whenever the first beat comes', async () => {
  const url = (await aRedis('requirepass s3cret')).url.replace('s3cret', 'n0t-s3cret');
  const beats = [0, 5, 20, 60, 150, 210, 260, 450, 700].map((afterMs) => told(url, afterMs, 1_300));
  for (const beat of await Promise.all(beats)) expect(beat).toEqual({ codes: ['password'], up: false });
});

test('a database that the server does not have is told, and database 0 stays untouched', async () => {
  const server = await aRedis();
  expect(await told(`${server.url}/99`, 0, 2_500)).toEqual({ codes: ['database'], up: false });
  expect(await server.say('DBSIZE')).toBe(0);
  expect(await told(`${server.url}/15`, 0, 0)).toEqual({ codes: ['up'], up: true });
  expect(await server.say('DBSIZE')).toBe(0);
});

test('who may do everything but ask for the policy is told so once, and carries', async () => {
  const server = await aRedis('user intake on >s3cret ~* &* +@all -@dangerous');
  const url = server.url.replace('redis://', 'redis://intake:s3cret@');
  expect(await told(url, 0, 1_500)).toEqual({ codes: ['policy-unknown', 'up'], up: true });
});

test('TLS to a port that speaks none is named as the likely cause', async () => {
  const server = await aRedis();
  const { codes } = await told(server.url.replace('redis:', 'rediss:'), 0, 1_500);
  expect(codes).toHaveLength(1);
  expect(['silent-to-tls', 'no-tls']).toContain(codes[0]);
});
