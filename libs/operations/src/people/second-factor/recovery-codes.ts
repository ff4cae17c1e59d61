import { hashToken } from '@libs/platform';
import { randomInt } from 'node:crypto';

const CODES = 10;
const SIGNS = 12;
/** Without those that are taken for one another on paper (0 o, 1 i l, u v). */
const ALPHABET = '23456789abcdefghjkmnpqrstwxyz';

/** "k7dm-4xqp-…": for the day on which the telephone is gone. Each has some 58 random bits and is good once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: CODES }, newCode);

const newCode = (): string => {
  const signs = Array.from({ length: SIGNS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [signs.slice(0, 4), signs.slice(4, 8), signs.slice(8)].join('-');
};

/** Typed with or without dashes, in capitals or not. */
export const recoveryHash = (personId: string, code: string): string =>
  hashToken(`recovery ${personId} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`);
