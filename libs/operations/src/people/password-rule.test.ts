import fc from 'fast-check';
import { passwordFault } from './password-rule';

const person = { name: 'Dr. Petra Schilling', email: 'p.schilling@musterstadt.example' };

test.each([
  ['kurz', 'too-short'],
  ['elf Zeichen', 'too-short'],
  ['x'.repeat(201), 'too-long'],
  ['Passwort2026!', 'too-common'],
  ['Pa55w0rt2026!', 'too-common'],
  ['qwertzuiop12', 'too-common'],
  ['Sommer2026!!', 'too-common'],
  ['123456789012', 'too-common'],
  ['aaaaaaaaaaaa', 'too-common'],
  ['abababababab', 'too-common'],
  ['Schilling2026', 'own-name'],
  ['PetraSchilling', 'own-name'],
  ['p.schilling@1', 'own-name'],
])('%s: %s', (password, fault) => {
  expect(passwordFault(password, person)).toBe(fault);
});

test.each(['Kennwort der Probe', 'vier Äpfel im Regen', 'Petra mag Regen am Deich', 'k7#mQ2!vX9pL'])(
  '%s is taken',
  (password) => {
    expect(passwordFault(password, person)).toBeUndefined();
  },
);

test('length is counted in signs as people see them', () => {
  expect(passwordFault('🦉🐝🌲🍎🚲🎈🧭🪁🥨🦔🐌', person)).toBe('too-short');
  expect(passwordFault('🦉🐝🌲🍎🚲🎈🧭🪁🥨🦔🐌🧦', person)).toBeUndefined();
});

test('whatever is shorter than twelve signs is refused, and random long ones are taken', () => {
  fc.assert(fc.property(fc.string({ maxLength: 11 }), (password) => passwordFault(password, person) === 'too-short'));
  fc.assert(
    fc.property(fc.uuid(), (password) => passwordFault(password, person) === undefined),
    { numRuns: 300 },
  );
});
