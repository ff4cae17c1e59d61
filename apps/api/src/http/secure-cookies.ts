import { type FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Browsers come over https: cookies go nowhere else. */
    cookiesAreSecure: boolean;
  }
}

/** Said once, before the first request. */
export function secureCookies(server: FastifyInstance, publicUrl: string | undefined): void {
  server.decorate('cookiesAreSecure', publicUrl?.startsWith('https:') ?? false);
}
