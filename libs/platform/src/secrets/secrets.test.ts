import { csrfTokenOf, hashPassword, hashToken, newToken, verifyPassword } from '.';

describe('passwords', () => {
  test('the right one fits, the wrong one does not', async () => {
    const stored = await hashPassword('Rathaus 7 ist offen');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await verifyPassword(stored, 'Rathaus 7 ist offen')).toBe(true);
    expect(await verifyPassword(stored, 'Rathaus 8 ist offen')).toBe(false);
  });

  test('where nobody is, nothing fits, not even the decoy', async () => {
    expect(await verifyPassword(undefined, 'nobody has this password')).toBe(false);
  });
});

test('tokens differ, and their hashes say nothing of them', () => {
  const token = newToken();
  expect(token).not.toBe(newToken());
  expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
  expect(csrfTokenOf(token)).not.toBe(hashToken(token));
});
