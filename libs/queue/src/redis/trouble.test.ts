import { troubleOf } from './trouble';

const said = (message: string, code = ''): Error => Object.assign(new Error(message), { code });

test.each([
  ['password', 'WRONGPASS invalid username-password pair or user is disabled.'],
  ['database', 'ERR DB index is out of range'],
  ['database', "NOPERM this user has no permissions to run the 'select' command"],
  ['permission', "NOPERM this user has no permissions to run the 'set' command"],
  ['certificate', 'self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['no-tls', 'write EPROTO 0:error:0A00010B:SSL routines::wrong version number', 'EPROTO'],
  ['foreign', 'Protocol error, got "\\u0015" as reply type byte. Please report this.'],
  ['silent', 'connect ETIMEDOUT', 'ETIMEDOUT'],
  ['unknown-host', 'getaddrinfo ENOTFOUND nowhere.invalid', 'ENOTFOUND'],
  ['away', 'connect ECONNREFUSED 127.0.0.1:6379', 'ECONNREFUSED'],
])('%s: %s', (code, message, system = '') => {
  const { text, ...trouble } = troubleOf(said(message, system));
  expect(trouble.code).toBe(code);
  expect(text.de).toMatch(/nichts verloren\. (Bitte|Es ist)/);
  expect(text.en).toMatch(/nothing is lost\. (Please|There is)/);
});

test('silence to TLS may be a server that does not speak it', () => {
  const { code, text } = troubleOf(said('connect ETIMEDOUT'), true);
  expect(code).toBe('silent-to-tls');
  expect(text.de).toContain('redis:// statt rediss://');
  expect(text.en).toContain('redis:// instead of rediss://');
  expect(troubleOf(said('OOM command not allowed'), true).code).toBe('full');
});
