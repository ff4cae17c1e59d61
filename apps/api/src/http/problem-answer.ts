import { type Problem } from '@libs/contracts';
import { type Described } from './problem';

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
