import { type Redis } from 'ioredis';
import { type Text } from '../text';
import { hastyClient } from './clients';

/** Redis discards entries when it is full: jobs would vanish without a word. */
export class RedisEvicts extends Error {
  override readonly name = 'RedisEvicts';
  readonly text: Text;

  constructor(policy: string) {
    const text = {
      de: `Redis verwirft Einträge, wenn sein Speicher voll ist (maxmemory-policy ${policy}); Aufträge gingen unbemerkt verloren, deshalb startet Belegfluss damit nicht. Bitte in Redis „maxmemory-policy noeviction“ einstellen oder REDIS_URL leeren.`,
      en: `Redis discards entries when its memory is full (maxmemory-policy ${policy}); jobs would be lost unnoticed, so Belegfluss does not start with it. Please set "maxmemory-policy noeviction" in Redis or unset REDIS_URL.`,
    };
    super(`${text.de}\n${text.en}`);
    this.text = text;
  }
}

/** From INFO, which hosted servers allow where they forbid CONFIG. Undefined where the server does not say. */
export async function evictionPolicy(client: Redis): Promise<string | undefined> {
  try {
    return /^maxmemory_policy:(\S+)/m.exec(await client.info('memory'))?.[1];
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

/** By the rights of the user, or because the operator took the command away. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error && /NOPERM|unknown command/i.test(error.message);

/** Told once where INFO is not allowed. */
export const unknownPolicy: Text = {
  de: 'Redis sagt diesem Benutzer nicht, ob es Einträge verwirft, wenn sein Speicher voll ist (INFO ist ihm nicht erlaubt); es wird benutzt. Bitte selbst dafür sorgen, dass maxmemory-policy auf noeviction steht, oder dem Benutzer INFO erlauben (+info).',
  en: 'Redis does not tell this user whether it discards entries when its memory is full (INFO is forbidden to it); it is used. Please see to it that maxmemory-policy is noeviction, or allow the user INFO (+info).',
};

export const evicts = (policy: string | undefined): boolean => policy !== undefined && policy !== 'noeviction';

/** Throws RedisEvicts. A server that cannot be asked now is no reason not to start: the pulse asks again. */
export async function refuseEviction(url: string): Promise<void> {
  const client = hastyClient(url);
  try {
    await new Promise<void>((resolve) => {
      client.once('ready', resolve).once('error', () => resolve());
      setTimeout(resolve, 1_000).unref();
    });
    const policy = await evictionPolicy(client).catch(() => undefined);
    if (policy !== undefined && evicts(policy)) throw new RedisEvicts(policy);
  } finally {
    client.disconnect();
  }
}
