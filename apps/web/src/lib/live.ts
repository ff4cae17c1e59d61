import { LiveEvent } from '@libs/contracts';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import { BASE } from './api';

export type Live = {
  readonly state: 'connecting' | 'live' | 'offline';
  /** What changed last, and when it reached this page. */
  readonly last: { readonly kind: LiveEvent['kind']; readonly at: Date } | null;
};

const kinds = LiveEvent.shape.kind.options;
/** A browser stops trying after an HTTP error; then the page tries again itself, ever more seldom. */
const RETRY = [1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** Events of one moment are asked for together. */
const GATHER = 150;

const touched: Record<LiveEvent['kind'], readonly string[]> = {
  case: ['cases', 'case', 'export-preview', 'arrivals', 'budget-lines'],
  arrival: ['arrivals', 'cases'],
  export: ['exports', 'export-preview', 'cases', 'case'],
};

/** A refresh that hangs holds back the next one no longer than this. */
const PATIENCE = 5_000;

/** Ends when everything has been asked for anew. */
async function refresh(client: QueryClient, events: readonly LiveEvent[]): Promise<void> {
  const roots = new Set(events.flatMap(({ kind }) => touched[kind]));
  const cases = new Set(events.filter(({ kind }) => kind === 'case').map(({ id }) => id));
  const all = events.some(({ kind }) => kind === 'export');
  const asked = client.invalidateQueries({
    predicate: ({ queryKey: [root, id] }) => {
      if (typeof root !== 'string' || !roots.has(root)) return false;
      return root !== 'case' || all || (typeof id === 'string' && cases.has(id));
    },
  });
  await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

/** Listens to the server and asks again for what is on the page, as long as somebody is signed in. */
export function useLiveConnection(): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ state: 'connecting', last: null });

  useEffect(() => {
    let source: EventSource | undefined;
    let attempt = 0;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let gathered: LiveEvent[] = [];
    let interrupted = false;
    let closed = false;

    const askAgain = (): void => {
      void client.invalidateQueries({ predicate: ({ queryKey: [root] }) => root !== 'session' && root !== 'original' });
    };

    const receive = (message: MessageEvent<string>): void => {
      const event = LiveEvent.safeParse(JSON.parse(message.data));
      if (!event.success) return;
      gathered.push(event.data);
      gathering ??= setTimeout(() => void pass(), GATHER);
    };

    // One after the other: asking anew cancels what is under way, and in a burst no answer would ever arrive.
    const pass = async (): Promise<void> => {
      const events = gathered;
      gathered = [];
      setLive({ state: 'live', last: { kind: events.at(-1)?.kind ?? 'case', at: new Date() } });
      await refresh(client, events);
      gathering = gathered.length > 0 && !closed ? setTimeout(() => void pass(), GATHER) : undefined;
    };

    const connect = (): void => {
      source = new EventSource(`${BASE}/events`);
      source.onopen = () => {
        attempt = 0;
        setLive(({ last }) => ({ state: 'live', last }));
        // What happened while the line was down was never announced.
        if (interrupted) askAgain();
        interrupted = false;
      };
      source.onerror = () => {
        interrupted = true;
        setLive(({ last }) => ({ state: 'offline', last }));
        if (source?.readyState !== EventSource.CLOSED) return;
        waiting = setTimeout(connect, RETRY[Math.min(attempt, RETRY.length - 1)]);
        attempt += 1;
        // An ended session closes the stream too: ask, so that the sign-in appears.
        void client.invalidateQueries({ queryKey: ['session'] });
      };
      for (const kind of kinds) source.addEventListener(kind, receive);
    };

    // The machine knows sooner than the stream that the line is down.
    const offline = (): void => {
      setLive(({ last }) => ({ state: 'offline', last }));
    };
    const online = (): void => {
      if (source?.readyState === EventSource.OPEN) setLive(({ last }) => ({ state: 'live', last }));
      askAgain();
    };
    addEventListener('offline', offline);
    addEventListener('online', online);
    connect();
    return () => {
      removeEventListener('offline', offline);
      removeEventListener('online', online);
      closed = true;
      clearTimeout(waiting);
      clearTimeout(gathering);
      source?.close();
    };
  }, [client]);

  return live;
}

export const LiveContext = createContext<Live>({ state: 'connecting', last: null });
export const useLive = (): Live => useContext(LiveContext);
