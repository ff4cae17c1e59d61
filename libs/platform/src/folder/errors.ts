/** Why a file of the folder could not be read. */
export type FileTrouble =
  /** Somebody wrote, moved or replaced it meanwhile: it is looked at afresh. */
  | 'changed'
  /** We have no right to read it; another try would not help. */
  | 'forbidden'
  /** The disk or the network failed; another try may help. */
  | 'failing';

export class FileFailed extends Error {
  override readonly name = 'FileFailed';

  constructor(
    readonly why: FileTrouble,
    options?: ErrorOptions,
  ) {
    super(`The file could not be read (${why}).`, options);
  }
}

export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** Ours stays ours; what the file system says is sorted. */
export function fileFailed(error: unknown): FileFailed {
  if (error instanceof FileFailed) return error;
  const code = codeOf(error) ?? '';
  return new FileFailed(meaning[code] ?? 'failing', { cause: error });
}

const meaning: Readonly<Record<string, FileTrouble>> = {
  ENOENT: 'changed',
  ELOOP: 'changed', // a link stands where a file stood
  ENXIO: 'changed', // … or a socket
  EACCES: 'forbidden',
  EPERM: 'forbidden',
};
