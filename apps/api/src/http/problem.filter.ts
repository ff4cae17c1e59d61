import { type Problem } from '@libs/contracts';
import { type Logger } from '@libs/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { LOGGER } from '../tokens';
import { describe } from './problem';

/** The one place where a failed request becomes an answer: problem+json, never a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, code, titles, message, details, retryAfterSeconds, unexpected } = describe(error);
    const incident = request.id;
    if (unexpected)
      this.log.error({ err: error, incident, method: request.method, path: pathOf(request) }, 'request failed');
    if (reply.sent || reply.raw.headersSent) return;

    const language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'de';
    const problem: Problem = {
      ...details,
      type: `urn:belegfluss:problem:${code}`,
      title: titles[language],
      status,
      detail: message[language],
      code,
      message,
      instance: `urn:belegfluss:incident:${incident}`,
    };
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds.toString());
    void reply
      .status(status)
      .header('cache-control', 'no-store')
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }
}

/** Without the query, which may hold what people search for. */
const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';
