import { type Problem } from '@libs/contracts';
import { type FastifyRequest } from 'fastify';
import { type Described } from './problem';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** German unless English is what the person asks for first. */
export const languageOf = (request: FastifyRequest): 'de' | 'en' =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'de';

/** The body of a problem+json answer. */
export const problemOf = (
  { status, code, titles, message, details }: Described,
  language: 'de' | 'en',
  incident?: string,
): Problem => ({
  ...details,
  type: `urn:belegfluss:problem:${code}`,
  title: titles[language],
  status,
  detail: message[language],
  code,
  message,
  ...(incident === undefined ? {} : { instance: `urn:belegfluss:incident:${incident}` }),
});
