import { BadRequestException, HttpException } from '@nestjs/common';
import { type Socket } from 'node:net';
import { describe } from './problem';
import { problemOf } from './problem-answer';

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
    'Content-Type: application/problem+json; charset=utf-8',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
