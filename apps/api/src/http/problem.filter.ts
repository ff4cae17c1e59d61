import { type Logger } from '@libs/platform';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Inject,
  MethodNotAllowedException,
  NotFoundException,
} from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { LOGGER, METHODS_AT, type MethodsAt } from '../tokens';
import { noteFor } from './log-notes';
import { describe } from './problem';
import { languageOf, problemOf, PROBLEM_TYPE } from './problem-answer';

/** The one place where a failed request becomes an answer: problem+json, never a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METHODS_AT) private readonly methodsAt: MethodsAt,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const allowed = error instanceof NotFoundException ? this.methodsAt(pathOf(request)) : [];
    const described = describe(allowed.length > 0 ? new MethodNotAllowedException() : error);
    const { status, retryAfterSeconds, unexpected } = described;
    const incident = request.id;
    noteFor(request, { code: described.code });
    if (unexpected)
      this.log.error({ err: error, incident, method: request.method, path: pathOf(request) }, 'request failed');
    if (reply.sent || reply.raw.headersSent) return;

    const problem = problemOf(described, languageOf(request), incident);
    if (status === 405) void reply.header('allow', allowed.join(', '));
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds.toString());
    void reply
      .removeHeader('content-disposition') // of a download that failed before its first byte
      .removeHeader('content-length')
      .status(status)
      .header('cache-control', 'no-store')
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(problem));
  }
}

/** Without the query, which may hold what people search for. */
const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';
