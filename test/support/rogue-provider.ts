import { createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Json = Readonly<Record<string, unknown>>;

/** A provider that says what the test wants: in its metadata, in the ID token, in its signature. */
export type RogueProvider = {
  readonly issuer: string;
  /** Of the next ID token; what it says otherwise is right. */
  claims: Json;
  /** Of the metadata. */
  metadata: Json;
  /** Signs with a key that it does not publish. */
  foreignKey: boolean;
  /** Answers everything with this. */
  status: number | undefined;
  /** What the browser would bring back: the provider asks nobody. */
  readonly answer: (authorizationUrl: string) => string;
  readonly close: () => Promise<void>;
};

const base64 = (value: Json): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startRogueProvider(clientId: string): Promise<RogueProvider> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const asked = new Map<string, { nonce: string; challenge: string }>();
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('No port.');
  const issuer = `http://127.0.0.1:${address.port}`;

  const rogue = {
    issuer,
    claims: {} as Json,
    metadata: {} as Json,
    foreignKey: false,
    status: undefined as number | undefined,
    answer: (authorizationUrl: string): string => {
      const { searchParams } = new URL(authorizationUrl);
      const code = randomUUID();
      asked.set(code, {
        nonce: searchParams.get('nonce') ?? '',
        challenge: searchParams.get('code_challenge') ?? '',
      });
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return back.href;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  const idToken = (nonce: string): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: clientId, sub: 'rogue', nonce, iat: now, exp: now + 60, ...rogue.claims };
    const signed = `${base64({ alg: 'RS256', kid: 'own' })}.${base64(claims)}`;
    const key = rogue.foreignKey ? foreign.privateKey : own.privateKey;
    return `${signed}.${createSign('sha256').update(signed).sign(key).toString('base64url')}`;
  };

  const token = async (request: IncomingMessage): Promise<[number, Json]> => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const sent = new URLSearchParams(text);
    const code = sent.get('code') ?? '';
    const known = asked.get(code);
    asked.delete(code);
    const verifier = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url');
    if (known?.challenge !== verifier) return [400, { error: 'invalid_grant' }];
    return [200, { access_token: 'x', token_type: 'Bearer', id_token: idToken(known.nonce) }];
  };

  const metadata = (): Json => ({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    id_token_signing_alg_values_supported: ['RS256'],
    ...rogue.metadata,
  });

  const answerOf = async (request: IncomingMessage): Promise<[number, Json]> => {
    if (rogue.status !== undefined) return [rogue.status, { error: 'server_error' }];
    if (request.url === '/jwks') return [200, { keys: [jwkOf(own.publicKey)] }];
    return request.url === '/token' ? token(request) : [200, metadata()];
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [status, body] = await answerOf(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  return rogue;
}

const jwkOf = (key: KeyObject): Json => ({ ...key.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' });
