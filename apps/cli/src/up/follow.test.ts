import { worthSaying } from './follow';

describe('what the console shows of a log', () => {
  test('is warnings and errors, in their own words', () => {
    expect(worthSaying('{"level":30,"msg":"ready"}')).toBeUndefined();
    expect(worthSaying('{"level":40,"msg":"Der Speicher wird knapp."}')).toBe('Der Speicher wird knapp.');
    expect(worthSaying('{"level":50,"err":{"message":"connection lost"}}')).toBe('connection lost');
    expect(worthSaying('{"level":40,"outage":"away","msg":"Die Datenbank ist nicht erreichbar."}')).toMatch(
      /Datenbank/,
    );
    expect(worthSaying('{"level":20,"outage":"away","msg":"request failed"}')).toBeUndefined();
  });

  test('is also what is no log entry, such as the last words of a crash', () => {
    expect(worthSaying('Error: boom')).toBe('Error: boom');
    expect(worthSaying('{"not":"a log entry"}')).toBe('{"not":"a log entry"}');
    expect(worthSaying('   ')).toBeUndefined();
  });
});
