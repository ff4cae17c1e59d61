import { ownPath } from '@libs/contracts';
import { Database } from '@libs/db';
import { hashToken, newToken, ProviderAway, ProviderRefused } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { FLOW_KIND, FLOW_SECONDS, type Flow } from './flow';
import { ProviderFailed } from './provider-failed';
import { SignInProviders } from './sign-in-providers';

export type ProviderStart = {
  readonly provider: string;
  /** Of our own door, where the provider sends the browser back. */
  readonly redirectUri: string;
  readonly returnTo: string | undefined;
  /** The person is signed in and proves anew who they are. */
  readonly confirm: boolean;
};

/** The first half of a sign-in at a provider. What the second is held against stays here, under the hash of a cookie. */
@Injectable()
export class StartProviderSignIn {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
  ) {}

  /** Where the browser goes, and the ticket that it brings back as a cookie. */
  async run(start: ProviderStart): Promise<{ readonly url: string; readonly ticket: string }> {
    const client = this.providers.named(start.provider);
    if (!client) throw new ProviderFailed('provider-unknown');
    try {
      const { url, secrets } = await client.authorize(start.redirectUri, start.confirm);
      const { provider, redirectUri, confirm } = start;
      const begunAt = (await this.database.now()).toISOString();
      const flow: Flow = { ...secrets, provider, redirectUri, confirm, begunAt, returnTo: ownPath(start.returnTo) };
      const ticket = newToken();
      await this.database.oneTimeKeys.put(FLOW_KIND, hashToken(ticket), flow, FLOW_SECONDS);
      return { url: url.href, ticket };
    } catch (error) {
      if (error instanceof ProviderAway) throw new ProviderFailed('provider-away');
      if (error instanceof ProviderRefused) throw new ProviderFailed('provider-refused', error.why);
      throw error;
    }
  }
}
