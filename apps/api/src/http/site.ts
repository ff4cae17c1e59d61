import { type Site } from '@libs/operations';
import { type Config, isLoopback } from '@libs/platform';
import { type FastifyRequest } from 'fastify';

/**
 * The address at which browsers reach us. What a request says of it is believed on this very machine alone: elsewhere a forged
 * host would lead people to foreign pages.
 */
export function siteOf({ publicUrl }: Pick<Config, 'publicUrl'>, request: FastifyRequest): Site | undefined {
  if (publicUrl !== undefined) return { origin: new URL(publicUrl).origin };
  const { host } = request.headers;
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  const { hostname, origin } = new URL(`http://${host}`);
  return isLoopback(hostname) ? { origin } : undefined;
}
