import { readArguments, readPort, usageError } from '../arguments';

export type UpOptions = {
  readonly port: number;
  readonly smtpPort: number;
  readonly data: string | undefined;
  readonly demo: boolean;
  readonly readyFile: string | undefined;
};

export function readUpOptions(args: readonly string[]): UpOptions {
  const { values, positionals } = readArguments(args, {
    port: { type: 'string', default: '3000' },
    'smtp-port': { type: 'string', default: '2525' },
    data: { type: 'string' },
    demo: { type: 'boolean', default: false },
    'ready-file': { type: 'string' },
  });
  const [stray] = positionals;
  if (stray !== undefined) {
    throw usageError(
      `Mit „${stray}“ kann „up“ nichts anfangen; es wurde nichts gestartet. Bitte so aufrufen:`,
      `"up" does not know what to do with "${stray}"; nothing was started. Please call it like this:`,
    );
  }
  return {
    port: readPort('--port', values.port),
    smtpPort: readPort('--smtp-port', values['smtp-port']),
    data: values.data,
    demo: values.demo,
    readyFile: values['ready-file'],
  };
}
