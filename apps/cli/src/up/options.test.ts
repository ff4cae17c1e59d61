import { CommandFailed } from '../command-failed';
import { readUpOptions } from './options';

const refusal = (...args: string[]): CommandFailed => {
  try {
    readUpOptions(args);
  } catch (error) {
    if (error instanceof CommandFailed) return error;
  }
  throw new Error('The call was accepted.');
};

describe('the call of up', () => {
  test('needs nothing', () => {
    expect(readUpOptions([])).toEqual({
      port: 3000,
      smtpPort: 2525,
      data: undefined,
      demo: false,
      readyFile: undefined,
    });
  });

  test('takes every option, with a space or with =', () => {
    const args = ['--port', '8080', '--smtp-port=0', '--data', '/srv/ä b', '--demo', '--ready-file=r.json'];
    expect(readUpOptions(args)).toEqual({
      port: 8080,
      smtpPort: 0,
      data: '/srv/ä b',
      demo: true,
      readyFile: 'r.json',
    });
  });

  test.each([
    ['--port', '65536'],
    ['--port', '80a'],
    ['--port=-1'],
    ['--port'],
    ['--smtp-port', ''],
    ['--demo=yes'],
    ['--prot', '1'],
    ['now'],
  ])('refuses %s %s as a wrong call', (...args) => {
    expect(refusal(...args)).toMatchObject({ exitCode: 64 });
  });
});
