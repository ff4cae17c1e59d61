import { Problem, Received, type Arrival } from '@libs/contracts';
import { useSyncExternalStore } from 'react';
import { ApiProblem, BASE, csrfHeader, NoAnswer, UnexpectedAnswer } from '../../lib/api';
import { newKey } from '../../lib/intentions';

export type Upload = {
  readonly key: string;
  readonly file: File;
  readonly state:
    | { readonly kind: 'queued' }
    | { readonly kind: 'sending'; readonly percent: number }
    | { readonly kind: 'offline' }
    | { readonly kind: 'received'; readonly arrivals: readonly Arrival[] }
    | { readonly kind: 'failed'; readonly error: unknown };
};

/** So many files travel at once; the others wait their turn. */
const LANES = 3;
const RETRY_AFTER = 4_000;

// Lives outside of the page: a long upload goes on while its person works elsewhere and is found again.
let uploads: readonly Upload[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}

function update(key: string, state: Upload['state']): void {
  publish(uploads.map((one) => (one.key === key ? { ...one, state } : one)));
}

export const useUploads = (): readonly Upload[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
  );

export function addFiles(files: readonly File[]): void {
  const added = files.map((file): Upload => ({ key: newKey(), file, state: { kind: 'queued' } }));
  publish([...added, ...uploads]);
  startNext();
}

export function sendAgain(key: string): void {
  update(key, { kind: 'queued' });
  startNext();
}

addEventListener('online', () => {
  for (const { key, state } of uploads) if (state.kind === 'offline') update(key, { kind: 'queued' });
  startNext();
});

function startNext(): void {
  const busy = uploads.filter(({ state }) => state.kind === 'sending').length;
  const waiting = uploads.filter(({ state }) => state.kind === 'queued').slice(0, Math.max(0, LANES - busy));
  for (const upload of waiting) void run(upload);
}

async function run({ key, file }: Upload): Promise<void> {
  update(key, { kind: 'sending', percent: 0 });
  try {
    const { arrivals } = await send(key, file);
    update(key, { kind: 'received', arrivals });
  } catch (error) {
    if (error instanceof NoAnswer) {
      update(key, { kind: 'offline' });
      setTimeout(() => {
        if (uploads.some((one) => one.key === key && one.state.kind === 'offline')) sendAgain(key);
      }, RETRY_AFTER);
    } else update(key, { kind: 'failed', error });
  }
  startNext();
}

/** XMLHttpRequest, because fetch does not tell how much has been sent. The key makes a repetition harmless. */
function send(key: string, file: File): Promise<Received> {
  const body = new FormData();
  body.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${BASE}/documents`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-csrf-token', csrfHeader());
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) update(key, { kind: 'sending', percent: Math.floor((loaded / total) * 100) });
    };
    request.onerror = () => {
      reject(new NoAnswer('network'));
    };
    request.onload = () => {
      try {
        resolve(answerOf(request));
      } catch (error) {
        reject(error instanceof Error ? error : new UnexpectedAnswer('/documents', error));
      }
    };
    request.send(body);
  });
}

function answerOf({ status, responseText }: XMLHttpRequest): Received {
  const text: unknown = responseText === '' ? null : JSON.parse(responseText);
  if (status < 300) return Received.parse(text);
  const problem = Problem.safeParse(text);
  if (problem.success) throw new ApiProblem(problem.data);
  throw status >= 500 ? new NoAnswer(status) : new UnexpectedAnswer('/documents', status);
}
