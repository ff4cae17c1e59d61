import { parsePostmaster } from './postmaster';

const file = (state: string) =>
  ['4711', '/srv/belegfluss/postgres/data', '1790000000', '40123', '', '127.0.0.1', ' 1234567  0', state, ''].join(
    '\n',
  );

describe('postmaster.pid', () => {
  test('names process and port; ready only when the server says so', () => {
    expect(parsePostmaster(file('ready   '))).toEqual({ pid: 4711, port: 40123, ready: true });
    expect(parsePostmaster(file('starting'))).toMatchObject({ ready: false });
    expect(parsePostmaster(file('stopping'))).toMatchObject({ ready: false });
  });

  test('a file half written counts as none', () => {
    expect(parsePostmaster('')).toBeUndefined();
    expect(parsePostmaster('4711\n/srv')).toBeUndefined();
    expect(parsePostmaster('not a number\n\n\n1\n')).toBeUndefined();
  });
});
