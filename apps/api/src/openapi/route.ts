import { type DoorScope } from '@libs/contracts';
import { type z } from 'zod';

/** One door of the interface. `answers` holds a schema by status; `bytes` says that a file comes back. */
export type Route = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly open?: true;
  readonly query?: z.ZodObject<Readonly<Record<string, z.ZodType>>>;
  readonly body?: z.ZodType;
  readonly multipart?: true;
  readonly ifMatch?: true;
  /** What a program's token needs; undefined: for people alone. */
  readonly scope?: DoorScope;
  readonly answers: Readonly<Record<number, z.ZodType | 'empty' | 'bytes' | 'events' | 'redirect'>>;
  /** Problem statuses beyond 401, 403, 422 and 503, with their meaning. */
  readonly problems?: Readonly<Record<number, string>>;
};

export const notFound = { 404: 'Gibt es nicht oder nicht für diese Person' };

/** Of a door that needs no sign-in. */
export const openProblems = {
  422: 'Angabe passt nicht',
  503: 'Vorübergehend nicht möglich, Retry-After beachten',
};
