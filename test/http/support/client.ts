import { Agent, request } from 'node:http';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ArrivalPage, type Arrival, CaseDetail, CasePage, Received, Session } from '@libs/contracts';
import { eventually } from '../../support/house';
import { demoPassword } from '../../support/server';
import { expectDocumented } from './documented';
import { multipart, type Part } from './multipart';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
  readonly json: unknown;
};

export type Sending = {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: Buffer | Readable;
};

const versionOne = '/api/v1';

/** A browser or a program at the door: one kept connection, the cookie it was given, the CSRF token it was told. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });
  cookie: string | undefined;
  csrf: string | undefined;
  session: Session | undefined;

  constructor(readonly origin: string) {}

  /** The same session at another process. */
  at(origin: string): Client {
    return Object.assign(new Client(origin), { cookie: this.cookie, csrf: this.csrf, session: this.session });
  }

  /** Sends one request. What comes back is held against the OpenAPI table: schema, status, and the form of errors. */
  async send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const answer = await this.raw(method, path, sending);
    if (path.startsWith(`${versionOne}/`)) expectDocumented(method, path, answer);
    return answer;
  }

  raw(method: string, path: string, { headers = {}, json, body }: Sending = {}): Promise<Answer> {
    const content = json === undefined ? body : Buffer.from(JSON.stringify(json));
    const all = {
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
      ...(this.csrf === undefined || method === 'GET' ? {} : { 'x-csrf-token': this.csrf }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(Buffer.isBuffer(content) ? { 'content-length': String(content.length) } : {}),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(`${this.origin}${path}`, { method, headers: all, agent: this.agent });
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const bytes = Buffer.concat(chunks);
          const fields = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(fields),
            cookies: incoming.headers['set-cookie'] ?? [],
            body: bytes,
            json: jsonIn(incoming.headers['content-type'], bytes),
          });
        });
      });
      if (content === undefined) outgoing.end();
      else if (Buffer.isBuffer(content)) outgoing.end(content);
      else pipeline(content, outgoing).catch(reject);
    });
  }

  get(path: string, headers: Sending['headers'] = {}): Promise<Answer> {
    return this.send('GET', versionOne + path, { headers });
  }

  post(path: string, json: unknown, headers: Sending['headers'] = {}): Promise<Answer> {
    return this.send('POST', versionOne + path, { json, headers });
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', versionOne + path);
  }

  put(path: string, json: unknown, headers: Sending['headers'] = {}): Promise<Answer> {
    return this.send('PUT', versionOne + path, { json, headers });
  }

  upload(parts: readonly Part[], headers: Sending['headers'] = {}): Promise<Answer> {
    const form = multipart(parts);
    return this.send('POST', `${versionOne}/documents`, {
      headers: { 'content-type': form.contentType, ...headers },
      body: form.body,
    });
  }

  /** "clerk" is clerk@musterstadt.example. */
  async signIn(login: string, password = demoPassword): Promise<Answer> {
    const answer = await this.post('/session', { email: `${login}@musterstadt.example`, password });
    if (answer.status !== 200) return answer;
    this.cookie = answer.cookies[0]?.split(';')[0];
    this.session = Session.parse(answer.json);
    this.csrf = this.session.csrfToken;
    return answer;
  }

  async received(content: string | Uint8Array, name = 'Rechnung.xml'): Promise<Arrival> {
    const answer = await this.upload([{ name, content }]);
    if (answer.status !== 201) throw new Error(`Upload answered ${answer.status}: ${answer.body.toString()}`);
    return Received.parse(answer.json).arrivals[0]!;
  }

  /** The arrival once the line has dealt with it. */
  concluded(id: string): Promise<Arrival> {
    return eventually(async () => {
      const { json } = await this.get(`/arrivals/${id}`);
      const arrival = json as Arrival;
      return arrival.outcome === 'pending' || arrival.documents.length === 0 ? undefined : arrival;
    });
  }

  /** The case of an arrival, once it stands in this stage. */
  async caseOf(arrivalId: string, stage: string): Promise<CaseDetail> {
    return eventually(async () => {
      const arrival = (await this.get(`/arrivals/${arrivalId}`)).json as Arrival;
      const caseId = arrival.documents[0]?.caseId;
      const detail = caseId === undefined ? undefined : await this.case(caseId);
      return detail?.stage === stage ? detail : undefined;
    });
  }

  async case(id: string): Promise<CaseDetail> {
    return CaseDetail.parse((await this.get(`/cases/${id}`)).json);
  }

  async cases(query: string): Promise<CasePage> {
    return CasePage.parse((await this.get(`/cases?${query}`)).json);
  }

  async arrivals(query = ''): Promise<ArrivalPage> {
    return ArrivalPage.parse((await this.get(`/arrivals?${query}`)).json);
  }

  close(): void {
    this.agent.destroy();
  }
}

function jsonIn(contentType: string | undefined, body: Buffer): unknown {
  if (!/^application\/(problem\+)?json/.test(contentType ?? '') || body.length === 0) return undefined;
  return JSON.parse(body.toString());
}

/** Somebody of the demonstration town, signed in. */
export async function signedIn(url: string, login: string): Promise<Client> {
  const client = new Client(url);
  const { status } = await client.signIn(login);
  if (status !== 200) throw new Error(`${login} could not sign in: ${status}`);
  return client;
}
