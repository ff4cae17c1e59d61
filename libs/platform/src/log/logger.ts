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
  return destination ? pino(options, destination) : pino(options);
}
