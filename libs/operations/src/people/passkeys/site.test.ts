import { relyingParty } from './site';

test.each([
  ['https://rechnung.stadt.example', 'rechnung.stadt.example'],
  ['https://rechnung.stadt.example:8443', 'rechnung.stadt.example'],
  ['http://localhost:3000', 'localhost'],
  ['http://127.0.0.1:3000', undefined],
  ['https://192.0.2.7', undefined],
  ['https://[2001:db8::1]', undefined],
  ['http://rechnung.stadt.example', undefined],
])('passkeys at %s belong to %s', (origin, name) => {
  expect(relyingParty({ origin })).toBe(name);
});

test('where our address is not known there are none', () => expect(relyingParty(undefined)).toBeUndefined());
