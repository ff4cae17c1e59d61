import { setTimeout as sleep } from 'node:timers/promises';
import { Session } from '@libs/contracts';
import { mailAddress, password } from '../ground/ground';
import { type Attempt, type Journal } from './journal';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly json: unknown;
};
export type Request = {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly form?: FormData;
  /** Sent as it comes; its content-type stands in the headers. */
  readonly stream?: ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly seconds?: number;
  /** The api to begin with. */
  readonly first?: number;
};

const domain = mailAddress.slice(mailAddress.indexOf('@'));
const laterStatuses = new Set([429, 502, 503, 504, 507]);

/** One person or program at the api processes of the town: goes on to the next when one does not answer. */
export class Door {
  private cookie = '';
  private csrf = '';
  person = '';
  private turn: number;

  constructor(
    private readonly urls: readonly string[],
    private readonly journal: Journal,
    private readonly name: string,
  ) {
    this.turn = name.length;
  }

  /** "clerk" is clerk@musterstadt.example. */
  async signIn(login: string): Promise<void> {
    const answer = await this.insist('look', {
      method: 'POST',
      path: '/session',
      json: { email: `${login}${domain}`, password },
    });
    if (answer?.status !== 200) throw new Error(`${login} could not sign in: ${String(answer?.status)}`);
    const session = Session.parse(answer.json);
    this.cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
    this.csrf = session.csrfToken;
    this.person = session.person.id;
  }

  /** One attempt at one api. Throws when there is no whole answer. */
  async once(what: Attempt['what'], request: Request, api = (this.turn += 1)): Promise<Answer> {
    const { method, path, json, form, stream, headers, seconds = 15 } = request;
    const url = this.urls[api % this.urls.length] ?? '';
    const note = this.journal.begins(what, url);
    try {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          cookie: this.cookie,
          ...(method === 'GET' ? {} : { 'x-csrf-token': this.csrf }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: json === undefined ? (form ?? stream ?? null) : JSON.stringify(json),
        ...(stream === undefined ? {} : { duplex: 'half' }),
        signal: AbortSignal.timeout(seconds * 1000),
      });
      const body = Buffer.from(await response.arrayBuffer());
      const answer = { status: response.status, headers: response.headers, body, json: jsonIn(response, body) };
      note(isLater(answer) ? 'later' : answer.status < 300 ? 'ok' : 'refused', answer.status);
      this.judge(request, answer);
      return answer;
    } catch (error) {
      note('cut', 0);
      throw error;
    }
  }

  /** What a careful client does: the same request again until there is an answer, for at most `patience` seconds. */
  async insist(what: Attempt['what'], request: Request, patience = 90): Promise<Answer | undefined> {
    const end = performance.now() + patience * 1000;
    for (let api = request.first ?? (this.turn += 1); performance.now() < end; api += 1) {
      const answer = await this.once(what, request, api).catch(() => undefined);
      if (answer && !isLater(answer) && answer.status < 500) return answer;
      const told = Number(answer?.headers.get('retry-after') ?? '0.4');
      await sleep(Math.min(Number.isFinite(told) ? told : 1, 2) * 1000 * (0.5 + Math.random()));
    }
    return undefined;
  }

  /** Whatever breaks, people get an answer in words, never an accident. */
  private judge({ method, path }: Request, { status, headers, json }: Answer): void {
    const place = `${this.name} ${method} ${path.replace(/[0-9a-f-]{36}/g, '…')}`;
    // a damaged original is not served as good: that it is told as a failure is right
    const told = method === 'GET' && codeOf(json) === 'archive-failed';
    if (status === 500 && !told) this.journal.complain(`${place} was answered 500 (${codeOf(json)})`);
    if (status === 503 && headers.get('retry-after') === null)
      this.journal.complain(`${place} was answered 503 without Retry-After`);
  }
}

/** Asks for patience: overload, outage, no room, or the same request still in work. */
export const isLater = ({ status, json }: Answer): boolean =>
  laterStatuses.has(status) || (status === 409 && codeOf(json) === 'request-in-progress');

export const codeOf = (json: unknown): string =>
  typeof json === 'object' && json !== null && 'code' in json ? String(json.code) : 'no code';

function jsonIn(response: Response, body: Buffer): unknown {
  const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
  return isJson && body.length > 0 ? JSON.parse(body.toString()) : undefined;
}
