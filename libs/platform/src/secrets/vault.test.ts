import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVault, Vault } from './vault';

const key = 'a1'.repeat(32);

test('what was sealed opens again, and is not to be read in between', () => {
  const vault = new Vault(key);
  const sealed = vault.seal('JBSWY3DPEHPK3PXP', 'totp 1');
  expect(sealed).not.toContain('JBSWY3DP');
  expect(vault.seal('JBSWY3DPEHPK3PXP', 'totp 1')).not.toBe(sealed);
  expect(vault.open(sealed, 'totp 1')).toBe('JBSWY3DPEHPK3PXP');
});

test('at another place, with another key or changed it does not open', () => {
  const vault = new Vault(key);
  const sealed = vault.seal('geheim', 'totp 1');
  expect(vault.open(sealed, 'totp 2')).toBeUndefined();
  expect(new Vault('b2'.repeat(32)).open(sealed, 'totp 1')).toBeUndefined();
  expect(vault.open(sealed.slice(0, -2) + 'AA', 'totp 1')).toBeUndefined();
  for (const text of ['', 'v1', 'v1.a.b', 'v2.a.b.c', 'v1...']) expect(vault.open(text, 'totp 1')).toBeUndefined();
});

test('a secret that is derived is the same each time, and another for each place and key', () => {
  const vault = new Vault(key);
  expect(vault.derive('link 1')).toMatch(/^[\w-]{43}$/);
  expect(new Vault(key).derive('link 1')).toBe(vault.derive('link 1'));
  expect(
    new Set([vault.derive('link 1'), vault.derive('link 2'), new Vault('b2'.repeat(32)).derive('link 1')]).size,
  ).toBe(3);
});

test('a digest knows the same text again, and differs with the key', () => {
  const vault = new Vault(key);
  expect(vault.digest('{"password":"x"}')).toBe(new Vault(key).digest('{"password":"x"}'));
  expect(vault.digest('a')).not.toBe(vault.digest('b'));
  expect(new Vault('b2'.repeat(32)).digest('a')).not.toBe(vault.digest('a'));
});

describe('the key of the installation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-vault-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is made once, for its owner alone, and stays', () => {
    const sealed = openVault({ dataDir: folder }).seal('x', 'y');
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(openVault({ dataDir: folder }).open(sealed, 'y')).toBe('x');
  });

  test('that is missing where one is named, or is none, is told of with its path', () => {
    const path = join(folder, 'named.key');
    expect(() => openVault({ file: path, dataDir: folder })).toThrow(/named\.key/);
    writeFileSync(path, 'too short');
    expect(() => openVault({ file: path, dataDir: folder })).toThrow(/64/);
  });
});
