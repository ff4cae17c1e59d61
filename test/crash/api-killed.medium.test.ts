import { createHash, randomUUID } from 'node:crypto';
import { type Arrival, Received, Session } from '@libs/contracts';
import { withClient } from '@libs/platform';
import { createTransport } from 'nodemailer';
import { breaches } from '../support/breaches';
import { mailWith } from '../support/envelopes';
import { eventually, type House, openHouse } from '../support/house';
import { freePort } from '../support/free-port';
import { appsOver, atRest, timePasses } from '../support/processes';
import { ublInvoice } from '../support/xrechnung-xml';

/**
 * The process dies between the last byte that the sender sent and the answer that it waits for. The sender cannot know what
 * became of it and sends again: nothing is lost, and there is one case.
 */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 60_000);
afterAll(() => house.close());

const start = appsOver(() => house);

let sent = 0;
const another = (): string => ublInvoice({ number: `D-${(sent += 1)}` });
const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/** All arrivals of these bytes, first first. */
async function arrivalsOf(content: string): Promise<Arrival[]> {
  const page = await house.arrivals.page(await house.person('clerk'), { sha256: hashOf(content), limit: 50 });
  return page.items.toReversed();
}

async function casesOf(content: string): Promise<string[]> {
  const arrivals = await arrivalsOf(content);
  return arrivals.flatMap((one) => [one, ...one.children]).flatMap(({ documents }) => documents.map((it) => it.caseId));
}

describe('an upload', () => {
  /** An api process on one port; a second one takes the place of the first. */
  async function aDoor() {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/api/v1`;
    const open = (faultAt?: string) => start('api', { PORT: String(port), FAULT_AT: faultAt });
    const first = await open();
    const answer = await fetch(`${url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'clerk@musterstadt.example', password: 'Kennwort der Probe' }),
    });
    const { csrfToken } = Session.parse(await answer.json());
    const cookie = answer.headers.getSetCookie()[0]!.split(';', 1)[0]!;
    await first.kill();

    const send = (content: string, key?: string): Promise<Response> => {
      const form = new FormData();
      form.append('file', new Blob([content], { type: 'application/xml' }), 'Rechnung.xml');
      const headers = { cookie, 'x-csrf-token': csrfToken, ...(key === undefined ? {} : { 'idempotency-key': key }) };
      return fetch(`${url}/documents`, { method: 'POST', headers, body: form });
    };
    return { open, send };
  }

  let door: Awaited<ReturnType<typeof aDoor>>;
  beforeAll(async () => {
    door = await aDoor();
  }, 30_000);

  const arrivalIn = async (answer: Response): Promise<Arrival> => {
    expect(answer.status).toBe(201);
    return Received.parse(await answer.json()).arrivals[0]!;
  };

  const finished = async (content: string): Promise<void> => {
    const loop = await house.startWorker();
    await atRest(house);
    await loop.stop();
    expect(await breaches(house)).toEqual([]);
    expect(await casesOf(content)).toHaveLength(1);
  };

  test('cut off before the commit, sent again without a key: it is the first arrival', async () => {
    const content = another();
    const doomed = await door.open('receive:before-commit');
    await expect(door.send(content)).rejects.toThrow();
    expect((await doomed.ended).signal).toBe('SIGKILL');
    expect(await arrivalsOf(content)).toEqual([]);

    await door.open();
    expect(await arrivalIn(await door.send(content))).toMatchObject({ outcome: 'pending' });
    await finished(content);
    expect(await arrivalsOf(content)).toHaveLength(1);
  }, 60_000);

  test('cut off after the commit, sent again without a key: the second arrival refers to the first', async () => {
    const content = another();
    const doomed = await door.open('receive:after-commit');
    await expect(door.send(content)).rejects.toThrow();
    expect((await doomed.ended).signal).toBe('SIGKILL');
    const [first] = await arrivalsOf(content);

    await door.open();
    const again = await arrivalIn(await door.send(content));
    expect(again).toMatchObject({ outcome: 'duplicate', duplicateOf: { id: first!.id } });
    await finished(content);
    expect(await arrivalsOf(content)).toHaveLength(2);
  }, 60_000);

  test('cut off after the commit, sent again with its key: the answer that got lost, and no second arrival', async () => {
    const [content, key] = [another(), randomUUID()];
    await door.open('receive:after-commit');
    await expect(door.send(content, key)).rejects.toThrow();
    const [first] = await arrivalsOf(content);

    await door.open();
    for (let repeat = 0; repeat < 3; repeat += 1) {
      expect(await arrivalIn(await door.send(content, key))).toMatchObject({ id: first!.id, number: first!.number });
    }
    expect((await door.send(another(), key)).status).toBe(409);
    await finished(content);
    expect(await arrivalsOf(content)).toHaveLength(1);
  }, 60_000);

  test('cut off before the commit, sent again with its key: asked to wait, then taken once', async () => {
    const [content, key] = [another(), randomUUID()];
    await door.open('receive:before-commit');
    await expect(door.send(content, key)).rejects.toThrow();

    await door.open();
    const early = await door.send(content, key);
    expect([early.status, Number(early.headers.get('retry-after')) > 0]).toEqual([409, true]);
    // The key was taken by a process that is dead; after two minutes it counts as free.
    await withClient(house.testDatabase.ownerUrl, (client) =>
      client.query(`UPDATE idempotent_request SET created_at = created_at - interval '121 s' WHERE key = $1`, [key]),
    );
    // Of two at once the second waits its turn, or comes late enough to hear the answer of the first.
    const both = await Promise.all([door.send(content, key), door.send(content, key)]);
    const taken = await Promise.all(both.filter(({ status }) => status !== 409).map(arrivalIn));
    expect(taken.length).toBeGreaterThan(0);
    taken.push(await arrivalIn(await door.send(content, key)));
    expect(new Set(taken.map(({ id }) => id)).size).toBe(1);
    await finished(content);
    expect(await arrivalsOf(content)).toHaveLength(1);
  }, 60_000);

  test('killed at any moment while twenty uploads run: what was answered is there, what is sent again is there once', async () => {
    const doomed = await door.open();
    const contents = Array.from({ length: 20 }, another);
    const sending = contents.map((content) =>
      door.send(content, hashOf(content)).then(
        ({ status }) => status,
        () => 'cut off' as const,
      ),
    );
    await eventually(async () => ((await arrivalsOf(contents[0]!)).length > 0 ? true : undefined));
    await doomed.kill();
    const answers = await Promise.all(sending);
    for (const [at, answer] of answers.entries()) {
      if (answer === 201) expect(await arrivalsOf(contents[at]!)).toHaveLength(1);
    }

    await door.open();
    await withClient(house.testDatabase.ownerUrl, (client) =>
      client.query(`UPDATE idempotent_request SET created_at = created_at - interval '121 s' WHERE status IS NULL`),
    );
    for (const content of contents) await arrivalIn(await door.send(content, hashOf(content)));
    for (const content of contents) expect(await arrivalsOf(content)).toHaveLength(1);
    await finished(contents[0]!);
  }, 60_000);
});

describe('a mail', () => {
  const invoice = another();
  const raw = (subject: string, xml: string): string =>
    mailWith(subject, [{ name: 'Rechnung.xml', type: 'application/xml', bytes: xml }]);

  async function aReceiver() {
    const port = await freePort();
    const open = (faultAt?: string) => start('worker', { SMTP_PORT: String(port), FAULT_AT: faultAt });
    const send = async (message: string): Promise<void> => {
      const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, socketTimeout: 20_000 });
      const envelope = { from: 'buero@absender.example', to: 'rechnung@musterstadt.example' };
      await transport.sendMail({ envelope, raw: message }).finally(() => transport.close());
    };
    return { open, send };
  }

  const finished = async (message: string): Promise<void> => {
    await atRest(house);
    expect(await breaches(house)).toEqual([]);
    expect(await casesOf(message)).toHaveLength(1);
  };

  test('whose receiver died before the commit was not acknowledged; the sender repeats it and it is the first', async () => {
    const [receiver, message] = [await aReceiver(), raw('Vor dem Commit', invoice)];
    const doomed = await receiver.open('receive:before-commit');
    await expect(receiver.send(message)).rejects.toThrow();
    expect((await doomed.ended).signal).toBe('SIGKILL');
    expect(await arrivalsOf(message)).toEqual([]);

    await receiver.open();
    await receiver.send(message);
    await finished(message);
    expect(await arrivalsOf(message)).toMatchObject([{ outcome: 'accepted', channel: 'mail' }]);
  }, 60_000);

  test('whose receiver died after the commit is there although nobody said so; the repetition refers to it', async () => {
    const [receiver, message] = [await aReceiver(), raw('Nach dem Commit', another())];
    const doomed = await receiver.open('receive:after-commit');
    await expect(receiver.send(message)).rejects.toThrow();
    expect((await doomed.ended).signal).toBe('SIGKILL');
    expect(await arrivalsOf(message)).toMatchObject([{ outcome: expect.stringMatching(/pending|accepted/) }]);

    await timePasses(house);
    await receiver.open();
    await receiver.send(message);
    await finished(message);
    const [first, second] = await arrivalsOf(message);
    expect(first).toMatchObject({ outcome: 'accepted' });
    expect(second).toMatchObject({ outcome: 'duplicate', duplicateOf: { id: first!.id } });
  }, 60_000);

  test('that was acknowledged is there, whatever happens to the worker right afterwards', async () => {
    const receiver = await aReceiver();
    const messages = [1, 2, 3].map((at) => raw(`Sofort tot ${at}`, another()));
    for (const message of messages) {
      const doomed = await receiver.open();
      await receiver.send(message);
      await doomed.kill();
      expect(await arrivalsOf(message)).toHaveLength(1);
    }
    await timePasses(house);
    await receiver.open();
    await atRest(house);
    expect(await breaches(house)).toEqual([]);
    for (const message of messages) expect(await casesOf(message)).toHaveLength(1);
  }, 60_000);
});
