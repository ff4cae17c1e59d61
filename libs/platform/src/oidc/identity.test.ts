import { ProviderRefused } from './errors';
import { identityOf } from './identity';

const claims = { iss: 'https://a.example', sub: '7', email: 'Anna@Stadt.example', email_verified: true };
const identity = (more: object = {}) => identityOf({ ...claims, ...more }, 'token', 'groups');

test.each([
  [true, 'anna@stadt.example'],
  ['true', 'anna@stadt.example'],
  [false, undefined],
  ['false', undefined],
  [1, undefined],
  [undefined, undefined],
])('an address counts when the provider says that it verified it: %p', (email_verified, verifiedEmail) => {
  expect(identity({ email_verified }).verifiedEmail).toBe(verifiedEmail);
});

test.each([
  [
    ['a', 'b'],
    ['a', 'b'],
  ],
  ['a', ['a']],
  [[], []],
  [undefined, []],
  [[1, 'a'], []],
  [{ a: true }, []],
  [Array.from({ length: 2001 }, () => 'a'), []],
])('groups that cannot be read are none: %j', (groups, read) => {
  expect(identity({ groups }).groups).toEqual(read);
});

test('groups stand where the settings say', () => {
  expect(identityOf({ ...claims, 'urn:roles': ['x'], groups: ['y'] }, 'token', 'urn:roles').groups).toEqual(['x']);
});

test('a name is one line that can be printed', () => {
  expect(identity({ name: ' Anna\u202E\n\u0000Beispiel ' }).name).toBe('AnnaBeispiel');
  expect(identity({ name: '\u0007' }).name).toBeUndefined();
  expect(identity({ name: 'x'.repeat(500) }).name).toHaveLength(120);
});

test.each([{ sub: '' }, { sub: 7 }, { iss: undefined }, { sub: 'x'.repeat(256) }])('%j names nobody', (more) => {
  expect(() => identity(more)).toThrow(ProviderRefused);
});
