import { type FastifyInstance, type FastifyRequest } from 'fastify';

type Pace = { readonly seconds: number; readonly bytes: number };

/** A kilobyte a second: below a modem, and more than somebody sends who only wants to hold the line. */
const PACE: Pace = { seconds: 30, bytes: 30 * 1024 };

/**
 * Ends a connection whose request body comes in more slowly than that. An upload over a slow line may take as long as it
 * takes; one byte now and then would hold the connection for ever.
 */
export function endSlowBodies(server: FastifyInstance, pace: Pace = PACE): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (hasBody(request)) watch(request, pace);
    done();
  });
}

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function watch({ raw }: FastifyRequest, { seconds, bytes }: Pace): void {
  const { socket } = raw;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    // what we do not read ourselves (the archive or the disk is slow) is not the sender's fault
    const heldByUs = socket.isPaused() || raw.isPaused() || raw.readableLength > 0;
    if (raw.complete) clearInterval(timer);
    else if (!heldByUs && socket.bytesRead - before < bytes) socket.destroy();
    before = socket.bytesRead;
  }, seconds * 1_000);
  timer.unref();
  raw.once('close', () => clearInterval(timer));
}
