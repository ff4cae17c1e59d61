import { BadRequestException, HttpException } from '@nestjs/common';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Socket } from 'node:net';
import { describe } from './problem';
import { languageOf, problemOf, PROBLEM_TYPE } from './problem-answer';

const HEAD_TOO_LARGE = 431;

/** What is no HTTP at all reaches no controller; it is answered in the same form and the connection ends. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) return void socket.destroy();
  const described = describe(
    error.code === 'HPE_HEADER_OVERFLOW' ? new HttpException('', HEAD_TOO_LARGE) : new BadRequestException(),
  );
  const body = JSON.stringify(problemOf(described, 'de'));
  const head = [
    `HTTP/1.1 ${described.status} ${described.titles.en}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** An address that cannot be decoded reaches no controller either. */
export function answerUnrouted(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const described = describe(new BadRequestException());
  void reply
    .status(described.status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(described, languageOf(request), request.id)));
}

/** JSON and, for uploads, multipart: what a form of a foreign page could send is not read. An empty body is none. */
export function readJsonOnly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser(['text/plain', 'application/json']);
  server.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined);
    else void parse(request, text, done);
  });
}
