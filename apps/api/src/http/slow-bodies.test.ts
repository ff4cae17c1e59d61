import { fastify, type FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { endSlowBodies } from './slow-bodies';

let server: FastifyInstance;
let port: number;
let received: string[];

beforeEach(async () => {
  received = [];
  server = fastify();
  endSlowBodies(server, { seconds: 0.2, bytes: 50 });
  server.post('/', (request) => {
    received.push(JSON.stringify(request.body));
    return { done: true };
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = server.server.address() as AddressInfo);
});
afterEach(() => server.close());

/** The answer, or nothing when the server ended the connection without one. */
async function answerTo(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return text;
}

/** Sends a JSON body piece by piece. */
function send(body: string, piece: number, everyMilliseconds: number): Socket {
  const socket = connect(port, '127.0.0.1');
  const head = [
    'POST / HTTP/1.1',
    'host: x',
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  let at = 0;
  const timer = setInterval(() => {
    socket.write(body.slice(at, (at += piece)));
    if (at >= body.length) clearInterval(timer);
  }, everyMilliseconds);
  socket.once('close', () => clearInterval(timer));
  return socket;
}

const body = JSON.stringify({ text: 'x'.repeat(400) });

test('one byte now and then ends the connection, and nothing is done', async () => {
  expect(await answerTo(send(body, 1, 40))).toBe('');
  expect(received).toEqual([]);
});

test('a body that never comes ends it too', async () => {
  expect(await answerTo(send(body, 0, 10_000))).toBe('');
});

test('a slow line that keeps moving is waited for, however long it takes in all', async () => {
  expect(await answerTo(send(body, 40, 60))).toContain('{"done":true}');
  expect(received).toEqual([body]);
});
