import { databaseFault, isDatabaseAway, isDatabaseGone } from './errors';

/** What is wrong with the database itself, as far as somebody can do something about it. */
export type DatabaseTrouble = 'away' | 'silent' | 'connections' | 'busy' | 'full' | 'read-only' | 'refused';

/** By the codes of the server, the names of the adapter and the words of pg, which passes no code of its own. */
const signs: readonly (readonly [DatabaseTrouble, readonly string[], RegExp?])[] = [
  ['connections', ['53300', 'TooManyConnections']],
  ['full', ['53100']],
  ['read-only', ['25006']],
  [
    'refused',
    [
      '28000',
      '28P01',
      '3D000',
      'P1000',
      'P1003',
      'P1010',
      'DatabaseDoesNotExist',
      'DatabaseAccessDenied',
      'AuthenticationFailed',
    ],
  ],
  ['silent', ['ETIMEDOUT', 'SocketTimeout', 'P1002', 'P1008'], /due to connection timeout|gave no answer in time/],
];

/** Undefined when the database is not to blame. */
export function databaseTrouble(error: unknown): DatabaseTrouble | undefined {
  if (!isDatabaseAway(error)) return undefined;
  const { code, kind, message } = databaseFault(error);
  const names = [code, kind].filter((name) => name !== undefined);
  // pg tells in its own words that time ran out, and names as the cause only that the connection ended
  const said = error instanceof Error ? `${error.message}\n${message ?? ''}` : (message ?? '');
  const found = signs.find(([, known, words]) => names.some((name) => known.includes(name)) || words?.test(said));
  return found?.[0] ?? (isDatabaseGone(error) ? 'away' : 'busy');
}
