import { type Clock, type Storage } from '@libs/platform';

/** Injection tokens for what the operations need from outside. */
export const ARCHIVE = Symbol('archive of originals');
export const CLOCK = Symbol('clock');
export const READER = Symbol('reader of foreign bytes');
export const UPLOAD_LIMIT = Symbol('bytes of one file');

export type { Clock, Storage };
