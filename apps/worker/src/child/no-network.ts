// Imported first by the entry: whatever loads after it finds every way out shut. Node 24 knows no permission for the
// network, so the functions themselves are taken away, in the one copy of each module that the process has.
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const refuse = (): never => {
  throw new Error('A process that reads documents opens no connection.');
};

const shut = (target: object, names: readonly PropertyKey[]): void => {
  for (const name of names) {
    Object.defineProperty(target, name, { value: refuse, writable: false, configurable: false, enumerable: true });
  }
};

const functionsOf = (target: object): readonly PropertyKey[] =>
  Reflect.ownKeys(target).filter((name) => name !== 'constructor' && typeof Reflect.get(target, name) === 'function');
/** Classes stay what they are, for `instanceof` and `extends`; their methods below do nothing any more. */
const isClass = (name: PropertyKey): boolean => /^_?[A-Z]/.test(String(name));

for (const module of [net, tls, http, https, http2, dgram, dns, dns.promises]) {
  shut(
    module,
    functionsOf(module).filter((name) => !isClass(name)),
  );
}
shut(net.Socket.prototype, ['connect']);
shut(net.Server.prototype, ['listen']);
shut(dgram.Socket.prototype, ['bind', 'connect', 'send', 'addMembership']);
shut(dns.Resolver.prototype, functionsOf(dns.Resolver.prototype));
shut(dns.promises.Resolver.prototype, functionsOf(dns.promises.Resolver.prototype));
shut(http.Agent.prototype, ['createConnection']);
shut(https.Agent.prototype, ['createConnection']);
for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name);

// `import { connect } from 'node:net'` reads a copy of the names: bring it up to date.
syncBuiltinESMExports();
