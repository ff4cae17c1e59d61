/** The provider cannot be reached, or answers as only one in trouble does. Nobody was signed in. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway';

  constructor() {
    super('the sign-in provider does not answer');
  }
}

/** What came back from the provider is no, or is not what was asked for. `why` is a word for the log. */
export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';

  constructor(readonly why: string) {
    super(why);
  }
}
