import { type ProviderFault } from '@libs/contracts';

/** Why nobody was signed in. The browser is on its way between two houses: it is told on the sign-in page, by this word. */
export class ProviderFailed extends Error {
  override readonly name = 'ProviderFailed';

  constructor(
    readonly fault: ProviderFault,
    /** For the log, never for the person. */
    readonly why: string = fault,
    /** Where the person was, if they are signed in already. */
    readonly returnTo?: string,
  ) {
    super(why);
  }
}
