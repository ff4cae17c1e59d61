/** The settings do not fit. Values are never repeated: a connection string holds a password. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly text: { readonly de: string; readonly en: string }) {
    super(`${text.de}\n${text.en}`);
  }
}
