import { Problem, type Message } from '@libs/contracts';
import type { z } from 'zod';
import { keyOf, once, settle } from './intentions';

export const BASE = '/api/v1';

/** The server's refusal, with its sentence in both languages. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
  }
}

/** No answer arrived. Whether the server did its work is unknown; the same intention may be sent again. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super('no answer from the server', { cause });
    this.name = 'NoAnswer';
  }
}

/** The answer is not what the contract promises: page and server are of different versions. */
export class UnexpectedAnswer extends Error {
  constructor(path: string, cause: unknown) {
    super(`unexpected answer from ${path}`, { cause });
    this.name = 'UnexpectedAnswer';
  }
}

/** What a browser or a device did not do; the sentence says why and what helps. */
export class Hindered extends Error {
  constructor(readonly text: Message) {
    super(text.en);
    this.name = 'Hindered';
  }
}

const session: { csrfToken: string; expired: () => void; renew: () => Promise<boolean> } = {
  csrfToken: '',
  expired: () => undefined,
  renew: () => Promise.resolve(false),
};

/** Tells the client what to send along, and whom to tell when the server no longer knows the session. */
export function setToken(csrfToken: string): void {
  session.csrfToken = csrfToken;
}
export function onExpired(listener: () => void): void {
  session.expired = listener;
}
/** Whom to ask for the mark of the session after another window has renewed it; false: somebody else is signed in now. */
export function onStaleMark(renew: () => Promise<boolean>): void {
  session.renew = renew;
}
export const csrfHeader = (): string => session.csrfToken;

type Change = {
  readonly body?: unknown;
  /** The version that the person saw, sent as If-Match. */
  readonly version?: number;
};

export async function get<T extends z.ZodType>(schema: T, path: string, signal?: AbortSignal): Promise<z.infer<T>> {
  const response = await send(path, { method: 'GET', headers: { accept: 'application/json' }, signal: signal ?? null });
  return read(schema, path, response);
}

/** The bytes of an original, as they arrived. */
export async function getBytes(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await send(path, { method: 'GET', signal });
  if (!response.ok) throw await problemOf(path, response);
  return response.blob();
}

/** A change: with token and idempotency key, so that a repeated tap or a lost answer does the work once. */
export async function change<T extends z.ZodType>(
  method: 'POST' | 'PUT',
  schema: T,
  path: string,
  { body, version }: Change,
): Promise<z.infer<T>> {
  const text = JSON.stringify(body ?? {});
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/json',
    'idempotency-key': keyOf(method, path, text),
  };
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  const response = await once(method, path, text, () => sendMarked(path, { method, headers, body: text }));
  // 5xx says nothing about what was stored, so the intention stays open.
  if (response.status < 500) settle(method, path, text);
  return read(schema, path, response);
}

export async function remove(path: string): Promise<void> {
  const response = await sendMarked(path, { method: 'DELETE' });
  if (!response.ok && response.status !== 401) throw await problemOf(path, response);
}

/** Ends something whose end may have more to say; null when it has not. */
export async function end<T extends z.ZodType>(schema: T, path: string): Promise<z.infer<T> | null> {
  const response = await sendMarked(path, { method: 'DELETE' });
  if (response.status === 204 || response.status === 401) return null;
  return read(schema, path, response);
}

type Marked = {
  readonly method: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

/** A change bears the mark of the session. Where another window of this person renewed it, it is asked for and sent once more. */
async function sendMarked(path: string, init: Marked): Promise<Response> {
  const marked = (): RequestInit => ({
    ...init,
    headers: { ...init.headers, 'x-csrf-token': session.csrfToken },
  });
  const response = await send(path, marked());
  if (response.status !== 403) return response;
  const problem = Problem.safeParse(
    await response
      .clone()
      .json()
      .catch(() => null),
  );
  if (problem.data?.code !== 'csrf' || !(await session.renew())) return response;
  return send(path, marked());
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(BASE + path, { ...init, credentials: 'same-origin' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new NoAnswer(cause);
  }
}

async function read<T extends z.ZodType>(schema: T, path: string, response: Response): Promise<z.infer<T>> {
  if (!response.ok) throw await problemOf(path, response);
  const parsed = schema.safeParse(await bodyOf(path, response));
  if (!parsed.success) throw new UnexpectedAnswer(path, parsed.error);
  return parsed.data;
}

async function problemOf(path: string, response: Response): Promise<Error> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  if (response.status === 401 && !path.startsWith('/session')) session.expired();
  if (parsed.success) return new ApiProblem(parsed.data);
  return response.status >= 500 ? new NoAnswer(response.status) : new UnexpectedAnswer(path, response.status);
}

async function bodyOf(path: string, response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new UnexpectedAnswer(path, cause);
  }
}

const noAnswer: Message = {
  de: 'Belegfluss ist gerade nicht erreichbar. Es ist nicht sicher, ob der letzte Schritt gespeichert wurde. Bitte prüfen Sie die Verbindung und versuchen Sie es erneut; nichts wird doppelt ausgeführt.',
  en: 'Belegfluss cannot be reached at the moment. It is uncertain whether the last step was stored. Please check the connection and try again; nothing is done twice.',
};
const unexpected: Message = {
  de: 'Die Antwort des Servers passt nicht zu dieser Seite, vermutlich wurde Belegfluss gerade aktualisiert. Nichts wurde geändert. Bitte laden Sie die Seite neu.',
  en: 'The answer of the server does not fit this page; Belegfluss has probably just been updated. Nothing was changed. Please reload the page.',
};

/** Every failure as a sentence: cause, consequence, next step. */
export function sentenceOf(error: unknown): Message {
  if (error instanceof ApiProblem) return error.problem.message;
  if (error instanceof Hindered) return error.text;
  return error instanceof NoAnswer ? noAnswer : unexpected;
}

export const codeOf = (error: unknown): string | null => (error instanceof ApiProblem ? error.problem.code : null);
export const statusOf = (error: unknown): number | null => (error instanceof ApiProblem ? error.problem.status : null);
