import { hashToken } from '@libs/platform';

/** Under which a person is looked up before the entity is known: the hash of the address in lower case. */
export const emailKey = (email: string): string => hashToken(email.trim().toLowerCase());

/** Under which the guests of an account are found in all entities; the account itself is found by its address. */
export const accountKey = (accountId: string): string => hashToken(`account ${accountId}`);
