/** The database could not be brought up. The text names cause, consequence and next step in both languages. */
export class PostgresFailed extends Error {
  override readonly name = 'PostgresFailed';

  constructor(readonly text: { readonly de: string; readonly en: string }) {
    super(`${text.de}\n${text.en}`);
  }
}
