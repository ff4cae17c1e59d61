// A child whose tasks do what hostile bytes make a parser do. Compiled and started by the tests of the pool.
import '../../../../../apps/worker/src/child/no-network.js';
import { execSync } from 'node:child_process';
import dgram, { createSocket } from 'node:dgram';
import dns, { lookup } from 'node:dns';
import dnsPromises from 'node:dns/promises';
import fs from 'node:fs';
import http, { ClientRequest } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import net, { createConnection } from 'node:net';
import tls from 'node:tls';
import { Worker } from 'node:worker_threads';
import { inflateSync } from 'node:zlib';
import serving from '../../../../../apps/worker/src/child/serve.js';

const host = '127.0.0.1';
const nothing = () => undefined;

const ways = {
  net: (port) => net.connect(port, host),
  named: (port) => createConnection(port, host),
  socket: (port) => new net.Socket().connect(port, host),
  required: (port) => createRequire(import.meta.url)('net').connect(port, host),
  dynamic: async (port) => (await import('node:net')).connect(port, host),
  builtin: (port) => process.getBuiltinModule('net').createConnection(port, host),
  tls: (port) => tls.connect(port, host),
  http: (port) => http.get(`http://${host}:${port}/`),
  httpClass: (port) => new ClientRequest(`http://${host}:${port}/`),
  https: (port) => https.request(`https://${host}:${port}/`),
  http2: (port) => http2.connect(`http://${host}:${port}/`),
  udp: (port) => createSocket('udp4').send('x', port, host),
  udpClass: (port) => new dgram.Socket('udp4').send('x', port, host),
  dns: () => lookup('localhost', nothing),
  resolver: () => new dns.Resolver().resolve4('localhost', nothing),
  dnsPromises: () => dnsPromises.lookup('localhost'),
  fetch: (port) => fetch(`http://${host}:${port}/`),
  webSocket: (port) => new WebSocket(`ws://${host}:${port}/`),
  binding: () => process.binding('tcp_wrap'),
  thread: () => new Worker('1', { eval: true }),
  process: () => execSync('id'),
  listen: () => net.createServer().listen(0),
  listenClass: () => new net.Server().listen(0),
  inspector: () => inspector.open(0),
  readFile: () => fs.readFileSync('/etc/passwd', 'utf8'),
  writeFile: () => fs.writeFileSync('/tmp/belegfluss-child', 'x'),
  eval: () => new Function('return 1')(),
  pollute: () => {
    Object.prototype.polluted = true;
  },
  replace: () => {
    Object.prototype.toString = nothing;
  },
};

const attempt = async ({ way, port }) => {
  try {
    await ways[way](port);
    return { did: way };
  } catch (error) {
    return { refused: error.code ?? error.message };
  }
};

const grow = (one) => {
  const kept = [];
  for (;;) kept.push(one());
};

const ownNames = () => {
  const own = {};
  own.toString = () => 'mine';
  own.constructor = 'mine';
  return `${own}, ${own.constructor}, ${{}.toString()}`;
};

serving.serve(
  new Map(
    Object.entries({
      echo: (bytes, args) => ({ bytes, args }),
      later: (_bytes, ms) => new Promise((resolve) => setTimeout(() => resolve(process.pid), ms)),
      spin: () => {
        for (;;);
      },
      heap: () => grow(() => Array.from({ length: 1000 }, (_, i) => ({ i }))),
      buffers: () => grow(() => Buffer.alloc(16 * 1024 * 1024, 1)),
      inflate: (bytes) => inflateSync(bytes).length,
      exit: () => process.exit(3),
      abort: () => process.abort(),
      throw: (_bytes, args) => {
        throw new Error(`quotes the document: ${args}`);
      },
      environment: () => ({ ...process.env }),
      proto: () => ({
        keyed: Object.keys(JSON.parse('{"__proto__": {"polluted": true}}')),
        accessor: typeof Object.getOwnPropertyDescriptor(Object.prototype, '__proto__'),
        own: ownNames(),
      }),
      try: (_bytes, args) => attempt(args),
    }),
  ),
);
