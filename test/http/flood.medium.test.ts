import { randomUUID } from 'node:crypto';
import { freePort } from '../support/free-port';
import { type House, openHouse } from '../support/house';
import { type RunningApp, startApp } from '../support/processes';
import { type Answer, Client, signedIn } from './support/client';
import { expectProblem } from './support/documented';

/** The api as a process of its own: what hashes there must not share its threads with those who flood it. */
let house: House;
let api: RunningApp;
let url: string;
beforeAll(async () => {
  house = await openHouse();
  const port = await freePort();
  api = await startApp('api', house, { PORT: String(port) });
  url = `http://127.0.0.1:${port}`;
}, 60_000);
afterAll(async () => {
  await api.kill();
  await house.close();
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const strangers = 150;

test('150 strangers who try passwords all the time neither slow down what arrives nor are all looked at', async () => {
  const clerk = await signedIn(url, 'clerk');
  const upload = async (): Promise<number> => {
    const begun = performance.now();
    const { status } = await clerk.upload([{ name: 'a.xml', content: `<a>${randomUUID()}</a>` }]);
    expect(status).toBe(201);
    return performance.now() - begun;
  };
  const quiet: number[] = [];
  for (let at = 0; at < 20; at += 1) quiet.push(await upload());

  let going = true;
  const answers: Answer[] = [];
  const flood = Array.from({ length: strangers }, async () => {
    const stranger = new Client(url);
    while (going) {
      answers.push(
        await stranger.post('/session', { email: `${randomUUID()}@musterstadt.example`, password: 'geraten' }),
      );
      await pause(100);
    }
    stranger.close();
  });
  await pause(300);
  const millis: number[] = [];
  for (const end = Date.now() + 10_000; Date.now() < end; await pause(100)) millis.push(await upload());
  going = false;
  await Promise.all(flood);

  const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const counted = (wanted: number): number => answers.filter(({ status }) => status === wanted).length;
  const figures = { quiet: median(quiet), flood: median(millis), slowest: Math.max(...millis), uploads: millis.length };
  process.stdout.write(`${JSON.stringify({ ...figures, 401: counted(401), 429: counted(429), 503: counted(503) })}\n`);
  // it was 37 s for one of them
  expect(median(millis)).toBeLessThan(1_000);
  expect(Math.max(...millis)).toBeLessThan(5_000);
  expect(counted(401)).toBeLessThanOrEqual(100);
  expect(counted(401) + counted(429) + counted(503)).toBe(answers.length);
  for (const answer of answers) {
    if (answer.status === 401) continue;
    expectProblem(answer, answer.status, answer.status === 503 ? 'overloaded' : 'too-many-attempts');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  clerk.close();
}, 90_000);
