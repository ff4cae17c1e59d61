import { fstatSync } from 'node:fs';
import { type DestinationStream, type Level, type Logger, pino, stdSerializers } from 'pino';
import { maskIbans } from './mask';

export type { Logger } from 'pino';
export type LogLevel = Level | 'silent';

/** Names that carry secrets or document text wherever they stand in a log entry. */
const secret = ['password', 'token', 'cookie', 'authorization', 'iban', 'body', 'bytes', 'xml'];
const redact = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

const serializeError = (error: Error): object => {
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message: maskIbans(message), stack: maskIbans(stack) };
};

/** JSON, one line an entry. Log ids, names and sizes; never the text of a document. */
export function createLogger(name: string, level: LogLevel = 'info', destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    redact: { paths: redact, censor: '…' },
    serializers: { err: serializeError, error: serializeError },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: {
      /** IBANs slip into messages through foreign errors: the last gate masks them. */
      logMethod(
        this: Logger,
        args: Parameters<Logger['info']>,
        method: (...parts: Parameters<Logger['info']>) => void,
      ): void {
        const masked = args.map((part: unknown) => (typeof part === 'string' ? maskIbans(part) : part));
        Reflect.apply(method, this, masked);
      },
    },
  };
  return pino(options, destination ?? standardOutput());
}

/** Lines that a full disk or a reader that hangs does not take are kept up to this size, later ones are dropped. */
const longestQueueBytes = 4 * 1024 * 1024;

/** The log never ends anything: a write that fails is tried again with the next line. */
function standardOutput(): DestinationStream {
  // Into a file at once: what waits for room would be tried for ever at the end of the process, and keep it from ending.
  const output = pino.destination({ dest: 1, sync: fstatSync(1).isFile(), maxLength: longestQueueBytes });
  output.on('error', () => undefined);
  return output;
}
