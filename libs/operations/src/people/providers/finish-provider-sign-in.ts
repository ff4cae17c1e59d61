import { blindTo, Database, type Tx, violates } from '@libs/db';
import {
  hashToken,
  type Identity,
  type Logger,
  type OidcClient,
  ProviderAway,
  ProviderRefused,
  Vault,
} from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '../../actor';
import { CALM_LOG } from '../../ports';
import { Refused } from '../../refusal';
import { Attempts } from '../attempts';
import { renewProof } from '../confirm-proof';
import { homeOf } from '../home';
import { idTokenPlace, openSession } from '../open-session';
import { Flow, FLOW_KIND } from './flow';
import { followGroups } from './follow-groups';
import { identityKey, personOf } from './person-of-identity';
import { ProviderFailed } from './provider-failed';
import { SignInProviders } from './sign-in-providers';

/** Clocks of two houses differ a little. */
const SKEW_MILLISECONDS = 60_000;

export type ProviderReturn = {
  readonly provider: string;
  /** From the cookie that the start gave to this browser. */
  readonly ticket: string | undefined;
  /** What stands after the question mark of the address that the provider sent the browser to. */
  readonly query: string;
  /** Who is signed in in this browser. */
  readonly actor: Actor | undefined;
  readonly place: string;
  readonly agent: string;
};

type Arrived = { readonly token: string; readonly returnTo: string };

/** A provider that knew the person still has not asked them: its word is as old as its question, and old where it does not say. */
const UNTOLD_MILLISECONDS = 24 * 3_600_000;
const provenAt = ({ authenticatedAt }: Identity, now: Date): Date =>
  new Date(Math.min(now.getTime(), authenticatedAt?.getTime() ?? now.getTime() - UNTOLD_MILLISECONDS));

/** The second half of a sign-in at a provider: the flow is taken, the answer checked, and the person found. */
@Injectable()
export class FinishProviderSignIn {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
    private readonly vault: Vault,
    private readonly attempts: Attempts,
    @Inject(CALM_LOG) private readonly log: Logger,
  ) {}

  async run(back: ProviderReturn): Promise<Arrived> {
    try {
      return await this.finish(back);
    } catch (error) {
      if (!(error instanceof ProviderFailed)) throw error;
      this.log.warn({ provider: back.provider, fault: error.fault, why: error.why }, 'a sign-in at a provider failed');
      throw error;
    }
  }

  private async finish(back: ProviderReturn): Promise<Arrived> {
    const client = this.providers.named(back.provider);
    if (!client) throw new ProviderFailed('provider-unknown');
    const { ticket } = back;
    if (ticket === undefined) throw new ProviderFailed('flow-unknown', 'no cookie of a flow');
    const { flow, identity } = await this.returned(client, ticket, back);
    return flow.confirm
      ? this.confirm(client, flow, identity, back.actor)
      : this.open(client, flow, identity, back.agent);
  }

  /** Forged and repeated answers are counted like wrong passwords; that a provider is away, or that somebody thought better of it, is not. */
  private async returned(client: OidcClient, ticket: string, { provider, query, place }: ProviderReturn) {
    let fault = new ProviderFailed('flow-unknown', 'flow unknown, used or expired');
    const look = async (): Promise<{ flow: Flow; identity: Identity } | undefined> => {
      const taken = Flow.safeParse(await this.database.oneTimeKeys.take(FLOW_KIND, hashToken(ticket)));
      if (!taken.success || taken.data.provider !== provider) return undefined;
      const flow = taken.data;
      try {
        return { flow, identity: await client.identify(new URL(`${flow.redirectUri}?${query}`), flow) };
      } catch (error) {
        const returnTo = flow.confirm ? flow.returnTo : undefined;
        if (error instanceof ProviderAway) throw new ProviderFailed('provider-away', undefined, returnTo);
        if (!(error instanceof ProviderRefused)) throw error;
        if (error.why === 'access-denied') throw new ProviderFailed('sign-in-cancelled', undefined, returnTo);
        fault = new ProviderFailed('provider-refused', error.why, returnTo);
        return undefined;
      }
    };
    try {
      return await this.attempts.of(`provider ${ticket}`, place, look, () => gone);
    } catch (error) {
      if (error === gone) throw fault;
      if (error instanceof Refused && error.kind === 'throttled') throw new ProviderFailed('throttled');
      throw error;
    }
  }

  private async open(client: OidcClient, { returnTo }: Flow, identity: Identity, agent: string): Promise<Arrived> {
    const entityId = await this.database.routeAddress(client.settings.entity.toLowerCase());
    if (entityId === undefined) throw new ProviderFailed('person-unknown', 'no entity has the address of the settings');
    const work = (tx: Tx) => this.enter(tx, client, identity, agent);
    try {
      return { returnTo, token: await this.database.transaction(blindTo(entityId), work) };
    } catch (error) {
      // somebody with the same address was hired at this moment: now they are known
      if (!violates(error, 'sign_in_key_pkey') && !violates(error, 'person_entity_id_email_key')) throw error;
      return { returnTo, token: await this.database.transaction(blindTo(entityId), work) };
    }
  }

  private async enter(tx: Tx, { settings }: OidcClient, identity: Identity, agent: string): Promise<string> {
    await tx.providerPeople.takeTurn(identityKey(identity));
    const known = await tx.providerPeople.joinedTo(identityKey(identity));
    const found = await personOf(tx, identity, settings, known);
    if ('refused' in found) throw new ProviderFailed('person-unknown', found.refused);
    await followGroups(tx, found.personId, settings, identity.groups);
    const seal = (sessionId: string): string => this.vault.seal(identity.idToken, idTokenPlace(tx.entityId, sessionId));
    const entry = {
      method: 'provider' as const,
      agent,
      authenticatedAt: provenAt(identity, tx.now),
      provider: { id: settings.id, seal },
    };
    return (await openSession(tx, found.personId, entry)).token;
  }

  private async confirm(client: OidcClient, flow: Flow, identity: Identity, actor?: Actor): Promise<Arrived> {
    const { returnTo } = flow;
    if (!actor) throw new ProviderFailed('flow-unknown', 'nobody is signed in who could confirm');
    const home = await homeOf(this.database, actor);
    const places = await this.database.locateSignIn('oidc', identityKey(identity));
    if (!places.some((one) => one.entityId === home.entityId && one.subjectId === home.personId))
      throw new ProviderFailed('other-person', undefined, returnTo);
    const token = await this.database.transaction(actor, (tx) => {
      // a provider that only says that it knows the person still has not asked them
      const asked = identity.authenticatedAt?.getTime() ?? 0;
      if (asked < Date.parse(flow.begunAt) - SKEW_MILLISECONDS)
        throw new ProviderFailed('proof-not-new', `${client.settings.id} did not ask`, returnTo);
      return renewProof(tx, actor, 'provider');
    });
    return { token, returnTo };
  }
}

/** Never told: a mark for this file that what was looked at was wrong. */
const gone = new Refused('unauthenticated', 'provider-flow', { de: '', en: '' });
