import { type Database, type SignInThrottle } from '@libs/db';
import { verifyPassword } from '@libs/platform';
import { Refused } from '../refusal';
import { Attempts } from './attempts';
import { CheckPassword } from './check-password';

jest.mock('@libs/platform', () => {
  const platform = jest.requireActual<typeof import('@libs/platform')>('@libs/platform');
  return { ...platform, verifyPassword: jest.fn(platform.verifyPassword) };
});

/** A house in which nobody works: every address is unknown. */
const nobody = { locateSignIn: () => Promise.resolve([]) } as Partial<Database> as Database;
const patient = {
  attempt: () => Promise.resolve({ waitSeconds: 0, isLast: false, of: 'person' as const }),
  forget: () => Promise.resolve(),
} as Partial<SignInThrottle> as SignInThrottle;
const wrong = () => new Refused('unauthenticated', 'wrong', { de: '', en: '' });

test('an unknown address costs a whole comparison of passwords, so that the answer time tells nobody who works here', async () => {
  const passwords = new CheckPassword(nobody, new Attempts(patient));
  await expect(passwords.run('fremd@musterstadt.example', 'geraten', '127.0.0.1', wrong)).rejects.toBeInstanceOf(
    Refused,
  );
  expect(verifyPassword).toHaveBeenCalledTimes(1);
  expect(verifyPassword).toHaveBeenCalledWith(undefined, 'geraten');
});
