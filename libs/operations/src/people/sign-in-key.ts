import { hashToken } from '@libs/platform';

/** Under which a person is looked up before the entity is known: the hash of the address in lower case. */
export const emailKey = (email: string): string => hashToken(email.trim().toLowerCase());

/** Under which the rows of one account are found in all entities. */
export const accountKey = (accountId: string): string => hashToken(`account ${accountId}`);
