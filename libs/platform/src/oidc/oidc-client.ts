import * as openid from 'openid-client';
import { type ProviderSettings } from '../config/providers';
import { ProviderAway, ProviderRefused } from './errors';
import { type Identity, identityOf } from './identity';

/** Nobody stands before a page for longer than this because a provider does not answer. */
const PATIENCE_SECONDS = 5;
/** Providers change their endpoints seldom; whoever does is followed within the hour. Keys are looked up as they are needed. */
const KEPT_MILLISECONDS = 3_600_000;

/** What the callback is held against; kept where the browser cannot change it. */
export type FlowSecrets = { readonly state: string; readonly nonce: string; readonly verifier: string };

export type Authorization = { readonly url: URL; readonly secrets: FlowSecrets };

/**
 * One sign-in provider (OpenID Connect, code flow with PKCE, state and nonce). Its metadata are asked for when they are needed
 * first, so that a provider that is away keeps nobody else from signing in, and no process from starting.
 */
export class OidcClient {
  private known: { readonly at: number; readonly configuration: Promise<openid.Configuration> } | undefined;

  constructor(readonly settings: ProviderSettings) {}

  /** Where the browser is sent. `again`: the person proves anew who they are, even if the provider knows them still. */
  async authorize(redirectUri: string, again: boolean): Promise<Authorization> {
    const configuration = await this.configuration();
    const secrets = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
    };
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.settings.scopes.join(' '),
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
      ...(again ? { prompt: 'login', max_age: '0' } : {}),
    });
    return { url, secrets };
  }

  /** Who came back. Issuer, audience, nonce, times and signature of the ID token are checked, the code is exchanged once. */
  async identify(callback: URL, { state, nonce, verifier }: FlowSecrets): Promise<Identity> {
    const configuration = await this.configuration();
    return this.asking(async () => {
      const tokens = await openid.authorizationCodeGrant(configuration, callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims || tokens.id_token === undefined) throw new ProviderRefused('no-id-token');
      const more = configuration.serverMetadata().userinfo_endpoint
        ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : {};
      // what was signed wins over what was only answered
      return identityOf({ ...more, ...claims }, tokens.id_token, this.settings.groupsClaim);
    });
  }

  /** Where the browser goes to end the session at the provider as well; undefined where it has no such place or is away. */
  async endSession(idToken: string | undefined, returnTo: string): Promise<URL | undefined> {
    try {
      const configuration = await this.configuration();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return openid.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: returnTo,
        ...(idToken === undefined ? {} : { id_token_hint: idToken }),
      });
    } catch (error) {
      // the person is signed out here all the same
      if (error instanceof ProviderAway) return undefined;
      throw error;
    }
  }

  private configuration(): Promise<openid.Configuration> {
    const now = performance.now();
    if (this.known && now - this.known.at < KEPT_MILLISECONDS) return this.known.configuration;
    const configuration = this.asking(() => this.discover());
    const asked = { at: now, configuration };
    this.known = asked;
    // a failure is not kept: who comes next asks anew
    configuration.catch(() => {
      if (this.known === asked) this.known = undefined;
    });
    return configuration;
  }

  private discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const server = new URL(issuer);
    return openid.discovery(server, clientId, clientSecret, undefined, {
      timeout: PATIENCE_SECONDS,
      // the settings let http in for this very machine alone
      execute:
        server.protocol === 'http:'
          ? [openid.enableNonRepudiationChecks, overHttp]
          : [openid.enableNonRepudiationChecks],
    });
  }

  private async asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw failureOf(error);
    }
  }
}

// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out, as it does here
const overHttp = openid.allowInsecureRequests;

/** The library's codes for an answer that did not come, or is that of a proxy or of a server in trouble. */
const BROKEN = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']);

/** No answer or a broken one is told apart from an answer that says no, or that does not fit what was asked. */
function failureOf(error: unknown): ProviderAway | ProviderRefused {
  if (error instanceof ProviderRefused) return error;
  if (error instanceof openid.AuthorizationResponseError)
    return new ProviderRefused(error.error === 'access_denied' ? 'access-denied' : 'provider-said-no');
  if (error instanceof openid.ResponseBodyError)
    return error.status >= 500 ? new ProviderAway() : new ProviderRefused('code-refused');
  // without a code nothing was answered at all
  if (!(error instanceof openid.ClientError) || error.code === undefined || BROKEN.has(error.code))
    return new ProviderAway();
  return new ProviderRefused(wordOf(error.code));
}

/** The library's own codes, as words of the log; nothing that came over the wire is repeated. */
const wordOf = (code: string): string =>
  code
    .toLowerCase()
    .replace(/^oauth_/, '')
    .replaceAll(/[^a-z]+/g, '-');
