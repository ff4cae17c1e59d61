import { dirname } from 'node:path';
import { CommandFailed, type Text } from './command-failed';
import { codeOf } from './error-code';

/** Why a disk does not take what it should, and what to do; the consequence is told by whoever needed it. */
export type DiskTrouble = { readonly cause: Text; readonly remedy: Text };

type Kind = 'full' | 'read-only' | 'closed';

const kindOf: Readonly<Record<string, Kind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'closed',
  EPERM: 'closed',
};

/** What PostgreSQL says of its disk, wherever it stands in the words of a program in between. */
const words: readonly (readonly [RegExp, Kind])[] = [
  [/No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/, 'full'],
  [/Read-only file system|EROFS/, 'read-only'],
];

const troubles: Readonly<Record<Kind, (folder: string) => DiskTrouble>> = {
  full: (folder) => ({
    cause: { de: `Der Datenträger des Ordners ${folder} ist voll`, en: `The disk of the folder ${folder} is full` },
    remedy: { de: 'dort Platz schaffen', en: 'free space there' },
  }),
  'read-only': (folder) => ({
    cause: {
      de: `Der Datenträger des Ordners ${folder} lässt sich nur lesen`,
      en: `The disk of the folder ${folder} can only be read`,
    },
    remedy: {
      de: 'ihn prüfen (oft ein Plattenfehler) und schreibbar einhängen',
      en: 'check it (often a fault of the disk) and mount it writable',
    },
  }),
  closed: (folder) => ({
    cause: {
      de: `Die Rechte des Ordners ${folder} reichen nicht zum Lesen und Schreiben`,
      en: `The rights of the folder ${folder} do not suffice to read and write there`,
    },
    remedy: { de: 'sie richten', en: 'set them right' },
  }),
};

/** What is wrong with the disk when it is to blame for `error`; undefined when it is not. */
export function diskTrouble(error: unknown, data: string): DiskTrouble | undefined {
  const path = pathOf(error);
  const kind =
    kindOf[codeOf(error) ?? ''] ?? words.find(([said]) => error instanceof Error && said.test(error.message))?.[1];
  if (kind === undefined) return undefined;
  // Other things are refused too, such as running a program: this is about files only.
  if (kind === 'closed' && path === undefined) return undefined;
  return troubles[kind](path === undefined ? data : dirname(path));
}

/** The error itself, or in its place the refusal to start that names the disk. */
export function orDisk(error: unknown, data: string): unknown {
  const trouble = diskTrouble(error, data);
  if (!trouble) return error;
  const { cause, remedy } = trouble;
  return new CommandFailed({
    de: `${cause.de}; Belegfluss startet nicht, es wurde nichts gestartet. Bitte ${remedy.de} und neu starten.`,
    en: `${cause.en}, so Belegfluss does not start; nothing was started. Please ${remedy.en} and start again.`,
  });
}

const pathOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'path' in error && typeof error.path === 'string'
    ? error.path
    : undefined;
