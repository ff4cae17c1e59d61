import { TurnNotCome } from './errors';
import { databaseTrouble } from './trouble';

const prisma = (cause: object, code = 'P2010') =>
  Object.assign(new Error('Invalid invocation'), { code, meta: { driverAdapterError: { cause } } });

test.each([
  ['away', prisma({ kind: 'DatabaseNotReachable' })],
  ['away', prisma({ kind: 'postgres', originalCode: '57P01' })],
  ['away', new Error('Connection terminated unexpectedly')],
  ['silent', prisma({ kind: 'SocketTimeout' })],
  ['silent', new Error('Connection terminated due to connection timeout')],
  [
    'silent',
    new Error('Connection terminated due to connection timeout', {
      cause: new Error('Connection terminated unexpectedly'),
    }),
  ],
  ['connections', prisma({ kind: 'TooManyConnections', originalCode: '53300' })],
  ['connections', Object.assign(new Error('sorry, too many clients already'), { code: '53300' })],
  ['busy', new Error('timeout exceeded when trying to connect')],
  ['busy', prisma({ kind: 'postgres', originalCode: '57014' })],
  ['busy', Object.assign(new Error('Transaction already closed'), { code: 'P2028' })],
  ['busy', new TurnNotCome('x')],
  ['full', prisma({ kind: 'postgres', originalCode: '53100' })],
  ['read-only', prisma({ kind: 'postgres', originalCode: '25006' })],
  ['refused', prisma({ kind: 'AuthenticationFailed', originalCode: '28P01' })],
  [undefined, prisma({ kind: 'UniqueConstraintViolation', originalCode: '23505' })],
  [undefined, new TypeError('undefined is not a function')],
  [undefined, undefined],
])('%s', (trouble, error) => {
  expect(databaseTrouble(error)).toBe(trouble);
});
