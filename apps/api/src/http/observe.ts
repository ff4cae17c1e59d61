import { type HttpFigures, type Logger } from '@libs/platform';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { findActor } from './actor';
import { notesOf } from './log-notes';

/** Every answer names its request; each request is one line in the log and one count in the figures. */
export function observe(server: FastifyInstance, log: Logger, figures: HttpFigures): void {
  server.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-request-id', request.id);
    await Promise.resolve();
  });
  server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const route = routeOf(request);
    figures.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    const line = {
      request: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      millis: Math.round(reply.elapsedTime),
      person: findActor(request)?.personId,
      ...notesOf(request),
      ...placeOfRefused(request),
    };
    // watchmen look every few seconds and a page is many files: they would bury what people do
    if (route.startsWith('/api/') && !route.startsWith('/api/v1/health')) log.info(line, 'request');
    else log.debug(line, 'request');
    await Promise.resolve();
  });
}

/** Who is turned away must be found again. What was tried is not told. */
const placeOfRefused = (request: FastifyRequest): { readonly from?: string } =>
  notesOf(request).code === undefined ? {} : { from: request.ip };

/** The template, never the address: that holds ids and, after the question mark, what people search for. */
function routeOf(request: FastifyRequest): string {
  const { url } = request.routeOptions;
  if (url === undefined) return 'unknown';
  return /^\/(api|health|metrics)(\/|$)/.test(url) ? url : 'page';
}
