export type Text = { readonly de: string; readonly en: string };

/** The process does not start. The text names cause, consequence and next step, and no secret. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';

  constructor(
    readonly text: Text,
    options?: ErrorOptions,
  ) {
    super(`${text.de} / ${text.en}`, options);
  }
}

/** The code that the system, Node or the database server gave to an error. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
