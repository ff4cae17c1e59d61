import { type LiveEvent } from '@libs/contracts';
import { type Actor, Sessions } from '@libs/operations';
import { type FastifyRequest } from 'fastify';
import { Subject } from 'rxjs';
import { EventsController, HEARTBEAT_MILLISECONDS } from './events.controller';
import { LiveHub } from './live-hub';

const actor: Actor = { entityId: 'town', personId: 'p', name: 'P', roles: [], reach: 'own', units: [] };
const request = {
  cookies: { bf_session: 'token' },
  server: { cookiesAreSecure: false },
} as unknown as FastifyRequest;

function open(sight: () => Promise<Actor | undefined>) {
  const changes = new Subject<LiveEvent>();
  const gone = new Subject<never>();
  const hub = { of: () => changes, ended: gone } as unknown as LiveHub;
  const heard: unknown[] = [];
  let ended = false;
  const asked: string[] = [];
  const sessions = {
    sightOf: (token: string) => {
      asked.push(token);
      return sight();
    },
  } as unknown as Sessions;
  new EventsController(hub, sessions)
    .stream(actor, request)
    .subscribe({ next: ({ type }) => heard.push(type), complete: () => (ended = true) });
  return { changes, gone, heard, asked, hasEnded: () => ended };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a line pings at once and at each beat, as long as its session stands', async () => {
  const line = open(() => Promise.resolve(actor));
  expect(line.heard).toEqual(['ping']);
  await jest.advanceTimersByTimeAsync(2 * HEARTBEAT_MILLISECONDS);
  line.changes.next({ kind: 'case', id: 'x' });
  expect(line.heard).toEqual(['ping', 'ping', 'ping', 'case']);
  expect(line.asked).toEqual(['token', 'token']);
  expect(line.hasEnded()).toBe(false);
});

test('a line ends at the beat after its session ended, and hears no more', async () => {
  let signedIn = true;
  const line = open(() => Promise.resolve(signedIn ? actor : undefined));
  signedIn = false;
  await jest.advanceTimersByTimeAsync(HEARTBEAT_MILLISECONDS);
  line.changes.next({ kind: 'case', id: 'x' });
  expect(line.heard).toEqual(['ping']);
  expect(line.hasEnded()).toBe(true);
  expect(line.changes.observed).toBe(false);
});

test('a database that is away for a moment ends nobody’s line', async () => {
  const line = open(() => Promise.reject(new Error('away')));
  await jest.advanceTimersByTimeAsync(HEARTBEAT_MILLISECONDS);
  expect(line.hasEnded()).toBe(false);
});

test('the line ends when the process goes', () => {
  const line = open(() => Promise.resolve(actor));
  line.gone.complete();
  expect(line.hasEnded()).toBe(true);
  expect(line.changes.observed).toBe(false);
});
