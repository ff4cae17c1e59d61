import { type ProviderFault, ProviderStart } from '@libs/contracts';
import { FinishProviderSignIn, FLOW_SECONDS, ProviderFailed, Sessions, StartProviderSignIn } from '@libs/operations';
import { type Config, type Logger } from '@libs/platform';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { OpenToEverybody } from '../http/actor';
import { NewSession } from '../http/new-session';
import { sessionToken } from '../http/session-cookie';
import { ShortCookie } from '../http/short-cookie';
import { siteOf } from '../http/site';
import { Fitting } from '../http/zod.pipe';
import { CONFIG, LOGGER } from '../tokens';

/** Lax: the provider sends the browser back from its own house. */
const flow = new ShortCookie('bf_flow', FLOW_SECONDS, 'lax');

/**
 * The way over a sign-in provider. A person walks it by following links: every answer leads to a page of ours or of the provider,
 * none shows an error that only programs read.
 */
@Controller('api/v1/session/providers')
export class ProvidersController {
  constructor(
    private readonly start: StartProviderSignIn,
    private readonly finish: FinishProviderSignIn,
    private readonly sessions: Sessions,
    private readonly newSession: NewSession,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Get(':provider')
  @OpenToEverybody()
  begin(
    @Param('provider') provider: string,
    @Query(new Fitting(ProviderStart)) { returnTo, confirm }: ProviderStart,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.leading(reply, async () => {
      const site = siteOf(this.config, request);
      if (!site) throw new ProviderFailed('provider-unknown', 'PUBLIC_URL is not set');
      const redirectUri = `${site.origin}/api/v1/session/providers/${encodeURIComponent(provider)}/callback`;
      const begun = await this.start.run({ provider, redirectUri, returnTo, confirm: confirm !== undefined });
      flow.set(reply, begun.ticket);
      return begun.url;
    });
  }

  @Get(':provider/callback')
  @OpenToEverybody()
  end(@Param('provider') provider: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.leading(reply, async () => {
      flow.clear(reply);
      const here = sessionToken(request);
      const { token, returnTo } = await this.finish.run({
        provider,
        ticket: flow.read(request),
        query: request.url.split('?', 2)[1] ?? '',
        actor: here === undefined ? undefined : await this.sessions.resume(here),
        place: request.ip,
        agent: request.headers['user-agent'] ?? '',
      });
      await this.newSession.begin(request, reply, token);
      return returnTo;
    });
  }

  private async leading(reply: FastifyReply, way: () => Promise<string>): Promise<void> {
    try {
      void reply.redirect(await way(), 302);
    } catch (error) {
      if (error instanceof ProviderFailed) return void reply.redirect(faultPage(error.fault, error.returnTo), 302);
      this.log.error({ err: error }, 'a sign-in at a provider failed unexpectedly');
      void reply.redirect(faultPage('unavailable'), 302);
    }
  }
}

/** Who is signed in goes back to where they were, everybody else to the sign-in. */
function faultPage(fault: ProviderFault, returnTo = '/anmelden'): string {
  const page = new URL(returnTo, 'http://own.invalid');
  page.searchParams.set('fehler', fault);
  return `${page.pathname.startsWith('//') ? '/anmelden' : page.pathname}${page.search}`;
}
