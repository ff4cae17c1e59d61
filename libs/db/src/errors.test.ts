import { databaseFault, isDatabaseAway, violates } from './errors';

const prisma = (code: string, cause: object) =>
  Object.assign(new Error('Invalid invocation'), { code, meta: { driverAdapterError: { cause } } });

describe('isDatabaseAway', () => {
  test.each([
    ['Prisma says so', prisma('P1001', {})],
    ['a raw query finds no server', prisma('P2010', { kind: 'DatabaseNotReachable', host: '127.0.0.1', port: 5432 })],
    ['a raw query is cut off', prisma('P2010', { kind: 'ConnectionClosed' })],
    ['the server goes down', prisma('P2010', { kind: 'postgres', originalCode: '57P01', originalMessage: 'bye' })],
    ['all places are taken', prisma('P2010', { kind: 'TooManyConnections', originalCode: '53300' })],
    ['pg finds no server', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['pg is cut off', new Error('Connection terminated unexpectedly')],
    [
      'the server may only be read',
      prisma('P2010', { kind: 'postgres', originalCode: '25006', originalMessage: 'no' }),
    ],
    ['the password is not right any more', prisma('P2010', { kind: 'AuthenticationFailed', originalCode: '28P01' })],
    ['pg waits in vain for an answer', prisma('P2010', { kind: 'SocketTimeout' })],
    ['the pool is exhausted', new Error('timeout exceeded when trying to connect')],
  ])('%s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  test.each([
    ['a broken rule', prisma('P2002', { kind: 'UniqueConstraintViolation', originalCode: '23505' })],
    ['a fault in a query', prisma('P2010', { kind: 'postgres', originalCode: '42601', originalMessage: 'syntax' })],
    ['a fault of ours', new TypeError('undefined is not a function')],
    ['nothing', undefined],
  ])('not %s', (_, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});

test('the name of a broken constraint is found in the words of the server', () => {
  const error = prisma('P2010', { originalCode: '23505', originalMessage: 'violates unique constraint "one_order"' });
  expect(databaseFault(error)).toMatchObject({ code: '23505', constraint: 'one_order' });
  expect(violates(error, 'one_order')).toBe(true);
  expect(violates(error, 'another')).toBe(false);
});
