import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, URL-safe. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 hex: enough for random tokens, which nobody can guess their way through. */
export const hashToken = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

/** Bound to the session: whoever cannot read the cookie cannot make it. */
export const csrfTokenOf = (sessionToken: string): string => hashToken(`csrf ${sessionToken}`);
