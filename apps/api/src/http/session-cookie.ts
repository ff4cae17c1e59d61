import { type FastifyReply, type FastifyRequest } from 'fastify';

const NAME = 'bf_session';

export const sessionToken = (request: FastifyRequest): string | undefined => request.cookies[NAME];

/** Lax: the cookie comes along when somebody follows a link from a mail, and with no foreign form. */
export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  void reply.setCookie(NAME, token, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  void reply.clearCookie(NAME, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
