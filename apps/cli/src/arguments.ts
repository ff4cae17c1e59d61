import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandFailed, exitCodes } from './command-failed';

type Options = NonNullable<ParseArgsConfig['options']>;

export const usageError = (de: string, en: string): CommandFailed => new CommandFailed({ de, en }, exitCodes.usage);

/** Node's own parser; what it refuses becomes a usage error. */
export function readArguments<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw usageError(
      `Der Aufruf ist nicht verständlich (${cause}); es wurde nichts getan. Bitte so aufrufen:`,
      `The call cannot be understood (${cause}); nothing was done. Please call it like this:`,
    );
  }
}

/** 0 means: any free port. */
export function readPort(name: string, value: string): number {
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port;
  throw usageError(
    `${name} verlangt eine Zahl von 0 bis 65535, nicht „${value}“; es wurde nichts getan. Bitte so aufrufen:`,
    `${name} wants a number from 0 to 65535, not "${value}"; nothing was done. Please call it like this:`,
  );
}
