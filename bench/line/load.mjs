// Uploads as programs send them: kept connections, one session, an Idempotency-Key for each.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { password } from './house.mjs';

const boundary = 'grenze';
const example = readFileSync(new URL('../../docs/example/xrechnung.xml', import.meta.url), 'utf8');
const note = `<cbc:Note>${'Leistung laut Vertrag, ausgeführt wie vereinbart. '.repeat(160)}</cbc:Note>`;
const number = /<cbc:ID>([^<]+)<\/cbc:ID>/.exec(example)[1];
const grown = example.replace(/(<cbc:InvoiceTypeCode>[^<]*<\/cbc:InvoiceTypeCode>)/, `$1${note}`);

/** An XRechnung of about 12 KB that nobody has sent before. */
export const invoice = () => grown.replace(number, randomUUID());

export async function openDoor(origin, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const outgoing = request(`${origin}${path}`, { method, headers, agent }, (incoming) => {
        const chunks = [];
        incoming.on('data', (chunk) => chunks.push(chunk));
        incoming.once('end', () =>
          resolve({ status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(chunks) }),
        );
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  const signIn = await send(
    'POST',
    '/api/v1/session',
    { 'content-type': 'application/json' },
    JSON.stringify({ email: 'clerk@musterstadt.example', password }),
  );
  const cookie = signIn.headers['set-cookie'][0].split(';')[0];
  const { csrfToken } = JSON.parse(signIn.body.toString());
  return {
    /** Milliseconds until 201 was read, when it was sent, and the id of the arrival. */
    upload: async (xml = invoice()) => {
      const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="rechnung.xml"\r\nContent-Type: application/xml\r\n\r\n${xml}\r\n--${boundary}--\r\n`;
      const sentAt = Date.now();
      const began = performance.now();
      const { status, body: answer } = await send(
        'POST',
        '/api/v1/documents',
        {
          cookie,
          'x-csrf-token': csrfToken,
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': Buffer.byteLength(body),
          'idempotency-key': randomUUID(),
        },
        body,
      );
      const millis = performance.now() - began;
      if (status !== 201) throw new Error(`answered ${status}: ${answer.toString().slice(0, 300)}`);
      return { millis, sentAt, id: JSON.parse(answer.toString()).arrivals[0].id };
    },
    get: (path) => send('GET', path, { cookie }),
    close: () => agent.destroy(),
  };
}

/** `perSecond` uploads a second, sent when their time has come whether earlier ones were answered or not. */
export async function steadily(door, perSecond, seconds) {
  const began = performance.now();
  const sent = [];
  for (let at = 0; at < perSecond * seconds; at += 1) {
    const wait = began + (at * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    sent.push(door.upload());
  }
  return Promise.all(sent);
}

/** As fast as so many connections go, for so long or so many. */
export async function atFullSpeed(door, connections, { seconds = Infinity, count = Infinity }) {
  const end = performance.now() + seconds * 1000;
  const done = [];
  let begun = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end && begun < count) {
        begun += 1;
        done.push(await door.upload());
      }
    }),
  );
  return { done, seconds: (performance.now() - began) / 1000 };
}
