import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Received, Session } from '@libs/contracts';
import { withClient } from '@libs/platform';
import { breaches } from '../support/breaches';
import { eventually, type House, openHouse } from '../support/house';
import { freePort } from '../support/free-port';
import { appsOver, atRest, childrenOf, type RunningApp } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/** A process that is told to end in the middle of its work: who talks to it gets an answer, and what it had begun it gives back. */
const LIMIT_MILLISECONDS = 10_000;
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const start = appsOver(() => house);
async function endsWell(app: RunningApp): Promise<void> {
  const asked = performance.now();
  app.signal('SIGTERM');
  expect(await app.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - asked).toBeLessThan(LIMIT_MILLISECONDS);
}

describe('an api process', () => {
  async function open() {
    const port = await freePort();
    const app = await start('api', { PORT: String(port) });
    const url = `http://127.0.0.1:${port}/api/v1`;
    const answer = await fetch(`${url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'clerk@musterstadt.example', password: 'Kennwort der Probe' }),
    });
    const { csrfToken } = Session.parse(await answer.json());
    const headers = { cookie: answer.headers.getSetCookie()[0]!.split(';', 1)[0]!, 'x-csrf-token': csrfToken };
    return { app, url, headers };
  }
  const answerTo = async (sending: ClientRequest): Promise<{ status: number; text: string }> => {
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return { status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
  };
  const body = (content: string): string =>
    `--x\r\nContent-Disposition: form-data; name="file"; filename="r.xml"\r\nContent-Type: application/xml\r\n\r\n${content}\r\n--x--\r\n`;
  const upload = (url: string, headers: Record<string, string>): ClientRequest =>
    request(`${url}/documents`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
    });

  test('lets an upload end that was half sent, and answers it', async () => {
    const { app, url, headers } = await open();
    const bytes = body(ublInvoice({ number: 'H-1' }));
    const sending = upload(url, headers);
    sending.write(bytes.slice(0, 1_000));
    await pause(500);
    const ended = endsWell(app);
    await pause(1_000);
    sending.end(bytes.slice(1_000));
    const { status, text } = await answerTo(sending);
    expect(status).toBe(201);
    await ended;
    const [arrival] = Received.parse(JSON.parse(text)).arrivals;
    expect(await house.arrivals.show(await house.person('clerk'), arrival!.id)).toMatchObject({ outcome: 'pending' });
  }, 30_000);

  test('does not wait for an upload that never ends, nor for lines that stay open', async () => {
    const { app, url, headers } = await open();
    const sending = upload(url, headers);
    sending.on('error', () => undefined);
    sending.write(body(ublInvoice({ number: 'H-2' })).slice(0, 1_000));
    const events = await fetch(`${url}/events`, { headers });
    await fetch(`${url}/session`, { headers }); // and one that waits for the next request
    await endsWell(app);
    await events.text();
  }, 30_000);

  test('ends at once where only lines stay open', async () => {
    const { app, url, headers } = await open();
    const events = await fetch(`${url}/events`, { headers });
    await fetch(`${url}/session`, { headers });
    const asked = performance.now();
    await endsWell(app);
    expect(performance.now() - asked).toBeLessThan(4_000);
    expect(await events.text()).toContain('ping');
  }, 30_000);
});

describe('a worker', () => {
  test('gives back what its reader is stuck in; told to end three times, the document counts no crash and is read', async () => {
    await start('worker').then(async (app) => {
      await atRest(house);
      await app.kill();
    });
    const asOwner = (sql: string) => withClient(house.testDatabase.ownerUrl, (client) => client.query(sql));
    const rows = async () => {
      const { rows: found } = await asOwner(
        `SELECT step, attempt, crashes, leased_by IS NOT NULL AS leased FROM work WHERE step IN ('receive', 'read')`,
      );
      return found as { step: string; attempt: number; crashes: number; leased: boolean }[];
    };
    const dueIn = (hours: number) =>
      asOwner(`UPDATE work SET due_at = now() + interval '${hours} h' WHERE step = 'read'`);
    let id = '';
    for (let turn = 0; turn < 3; turn += 1) {
      const app = await start('worker');
      const readers = await eventually(() => {
        const found = childrenOf(app.pid);
        return Promise.resolve(found.length > 0 ? found : undefined);
      });
      await pause(1_000); // all of them stand
      for (const pid of new Set([...readers, ...childrenOf(app.pid)])) process.kill(pid, 'SIGSTOP');
      if (turn === 0) id = await house.upload(ublInvoice({ number: 'H-3' }));
      else await dueIn(0);
      await eventually(
        async () => (await rows()).some(({ step, leased }) => step === 'read' && leased) || undefined,
        40,
      );
      await endsWell(app);
      expect(await rows()).toEqual([{ step: 'read', attempt: 0, crashes: 0, leased: false }]);
      await dueIn(1); // until the readers of the next one stand still
    }
    await dueIn(0);
    await start('worker');
    await atRest(house);
    expect(await house.arrivals.show(await house.person('clerk'), id)).toMatchObject({ outcome: 'accepted' });
    expect(await breaches(house)).toEqual([]);
  }, 120_000);
});
