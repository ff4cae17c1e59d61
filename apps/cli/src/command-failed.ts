export type Text = { readonly de: string; readonly en: string };

export const exitCodes = { usage: 64, unavailable: 69, failed: 1 } as const;

/** A command cannot go on. The text names cause, consequence and next step. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(
    readonly text: Text,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(`${text.de}\n${text.en}`);
  }
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'de' in value && 'en' in value;

/** Errors of the libraries carry a `text` too. */
export const textOf = (error: unknown): Text | undefined =>
  error instanceof Error && 'text' in error && isText(error.text) ? error.text : undefined;
