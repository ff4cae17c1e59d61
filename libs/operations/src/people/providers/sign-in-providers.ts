import { OidcClient, type ProviderSettings } from '@libs/platform';

/** The sign-in providers of this installation, each for the people of one entity. */
export class SignInProviders {
  private readonly clients: ReadonlyMap<string, OidcClient>;

  constructor(settings: readonly ProviderSettings[]) {
    this.clients = new Map(settings.map((one) => [one.id, new OidcClient(one)]));
  }

  list(): { readonly id: string; readonly name: string }[] {
    return [...this.clients.values()].map(({ settings: { id, name } }) => ({ id, name }));
  }

  named(id: string | undefined): OidcClient | undefined {
    return id === undefined ? undefined : this.clients.get(id);
  }
}
