import { type CrashPoints, type Storage } from '@libs/platform';

/** Injection tokens for what the operations need from outside. */
export const ARCHIVE = Symbol('archive of originals');
/** Where fault tests let the process die. */
export const CRASH_POINTS = Symbol('crash points');
/** Writes what went wrong, but leaves it to one sentence to tell that database or archive are away. */
export const CALM_LOG = Symbol('calm log');
/** Sends our own mails; undefined where no mail server is named. */
export const MAIL_SENDER = Symbol('mail sender');
export const READER = Symbol('reader of foreign bytes');

export type { CrashPoints, Storage };
