/** SQLSTATE classes that another try may cure: serialisation failure and deadlock. */
const RETRIABLE = new Set(['40001', '40P01']);

/** What Prisma hides in an error: SQLSTATE, the name of the constraint and the adapter's words, as far as they can be found. */
export type DatabaseFault = {
  readonly code: string | undefined;
  readonly constraint: string | undefined;
  readonly kind: string | undefined;
  readonly message: string | undefined;
};

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads the driver's cause out of a Prisma error (known request errors, raw query errors and plain pg errors alike). */
export function databaseFault(error: unknown): DatabaseFault {
  const driver = field(field(error, 'meta'), 'driverAdapterError') ?? error;
  const cause = field(driver, 'cause') ?? driver;
  const code = text(field(cause, 'originalCode')) ?? text(field(cause, 'code')) ?? text(field(error, 'code'));
  const index = field(field(cause, 'constraint'), 'index');
  const message =
    text(field(cause, 'originalMessage')) ?? text(field(cause, 'message')) ?? text(field(error, 'message'));
  const named = /constraint "([^"]+)"/.exec(message ?? '')?.[1];
  return { code, constraint: text(index) ?? named, kind: text(field(cause, 'kind')), message };
}

/** Another transaction stood in the way, in the words of the server, of Prisma or of its adapter. */
export const isRetriable = (error: unknown): boolean => {
  const { code, kind } = databaseFault(error);
  return code === 'P2034' || kind === 'TransactionWriteConflict' || (code !== undefined && RETRIABLE.has(code));
};

/** True when `error` says that the named unique index, exclusion or check refused a row. */
export const violates = (error: unknown, constraint: string): boolean =>
  databaseFault(error).constraint === constraint ||
  (error instanceof Error && error.message.includes(`"${constraint}"`));

/** The server lives but has no connection, memory or time left for this; nothing was done. */
const OVERLOADED = new Set(['P2024', 'P2034', '53000', '53200', '53300', '57014', ...RETRIABLE]);

/** A pool without a free place, in the words of pg and of Prisma, which pass no code of their own. */
const OVERLOADED_WORDS = /^timeout exceeded when trying to connect|Unable to start a transaction in the given time/;

/** Waited for its turn at the database longer than anybody should. Nothing was done. */
export class TurnNotCome extends Error {
  override readonly name = 'TurnNotCome';
}

/** More was asked for at once than the house can do: the caller comes back in a few seconds. */
export const isOverloaded = (error: unknown): boolean => {
  const { code, kind, message } = databaseFault(error);
  return (
    error instanceof TurnNotCome ||
    (code !== undefined && OVERLOADED.has(code)) ||
    kind === 'TooManyConnections' ||
    kind === 'TransactionWriteConflict' ||
    (message !== undefined && OVERLOADED_WORDS.test(message))
  );
};

/** The server is away, going down, out of room, closed to writers or to us: nothing was done and the caller may try again. */
const GONE = new Set([
  ...[
    'P1000',
    'P1001',
    'P1002',
    'P1003',
    'P1008',
    'P1010',
    'P1017',
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'ENOTFOUND',
  ],
  ...['25006', '25P03', '28000', '28P01', '3D000', '53100', '57P01', '57P02', '57P03', '08000', '08001', '08006'],
]);

/** The adapter's own words for the same, where it passes no code on. */
const AWAY_KINDS = new Set([
  ...['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout'],
  ...['DatabaseDoesNotExist', 'DatabaseAccessDenied', 'AuthenticationFailed'],
]);

/** What pg itself throws without any code: a server that goes in the middle of a query. */
const AWAY_WORDS = /^(Connection terminated|Client has encountered a connection)/;

/** Nothing that was asked is to blame. */
export const isDatabaseGone = (error: unknown): boolean => {
  const { code, kind, message } = databaseFault(error);
  return (
    (code !== undefined && GONE.has(code)) ||
    (kind !== undefined && AWAY_KINDS.has(kind)) ||
    (message !== undefined && AWAY_WORDS.test(message))
  );
};

/** Prisma's word for a transaction that ended before its time: the server went, or what was asked took too long. */
const ENDED_EARLY = 'P2028';

/** True as well when it is overloaded. */
export const isDatabaseAway = (error: unknown): boolean =>
  isOverloaded(error) || isDatabaseGone(error) || databaseFault(error).code === ENDED_EARLY;
