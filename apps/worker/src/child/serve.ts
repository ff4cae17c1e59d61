import { type Reply, type Request } from '@libs/platform';
import { freezeObjectPrototype } from './frozen-prototype';
import { startWatchdog, type Watchdog } from './watchdog';

export type Handler = (bytes: Buffer, args: unknown) => unknown;

/** The loop of a child: one task in, one answer out. Called once everything is loaded. */
export function serve(handlers: ReadonlyMap<string, Handler>): void {
  const send = process.send?.bind(process);
  if (!send) throw new Error('This file is started by the pool of reading processes, not by hand.');

  const watchdog = startWatchdog(Number(process.argv[2]));
  freezeObjectPrototype();
  // Idle children end with their parent; busy ones cannot hear this, the watchdog ends them.
  process.on('disconnect', () => process.exit(0));
  process.on('message', (request: Request) => void answer(request, handlers, watchdog).then((reply) => send(reply)));
  const ready: Reply = { ready: true };
  send(ready);
}

async function answer(request: Request, handlers: ReadonlyMap<string, Handler>, watchdog: Watchdog): Promise<Reply> {
  const { id, kind, bytes, args, seconds } = request;
  watchdog.begin(seconds);
  try {
    const handler = handlers.get(kind);
    if (!handler) return { id, ok: false, memory: false, detail: 'unknown task' };
    return { id, ok: true, value: await handler(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), args) };
  } catch (error) {
    return { id, ok: false, memory: isMemory(error), detail: placeOf(error) };
  } finally {
    watchdog.end();
  }
}

const isMemory = (error: unknown): boolean =>
  error instanceof Error && /allocation failed|ERR_MEMORY_ALLOCATION_FAILED/i.test(error.message);

/** Where it broke, without the message: that may quote the document. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'threw something that is no error';
  const frame = /\(?([^\s()]+:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1];
  return `${error.name} at ${frame ?? 'an unknown place'}`;
}
