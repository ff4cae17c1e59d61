import { type FastifyReply, type FastifyRequest } from 'fastify';
import './secure-cookies';

/** With this prefix browsers take a cookie from this very host alone, and over https: no neighbour in the domain can plant one. */
const nameOf = (secure: boolean): string => (secure ? '__Host-bf_session' : 'bf_session');

export const sessionToken = ({ cookies, server }: FastifyRequest): string | undefined =>
  cookies[nameOf(server.cookiesAreSecure)];

/** Lax: the cookie comes along when somebody follows a link from a mail, and with no foreign form. */
const optionsOf = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

export function setSessionCookie(reply: FastifyReply, token: string): void {
  const { cookiesAreSecure: secure } = reply.server;
  void reply.setCookie(nameOf(secure), token, optionsOf(secure));
}

export function clearSessionCookie(reply: FastifyReply): void {
  const { cookiesAreSecure: secure } = reply.server;
  void reply.clearCookie(nameOf(secure), optionsOf(secure));
}
