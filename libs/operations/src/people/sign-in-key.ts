import { hashToken } from '@libs/platform';

/** Under which a person is looked up before the entity is known: the hash of the address in lower case. */
export const emailKey = (email: string): string => hashToken(email.trim().toLowerCase());
