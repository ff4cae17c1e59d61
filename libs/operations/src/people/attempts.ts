import { SignInThrottle } from '@libs/db';
import { hashToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { Refused } from '../refusal';
import { networkOf } from './network';

/** Guesses are counted before they are looked at, by what is guessed and by the place that asks; those that are right count for nothing. */
@Injectable()
export class Attempts {
  constructor(private readonly throttle: SignInThrottle) {}

  /**
   * `subject` says what is guessed and for whom, `place` is the network address that asks. `look` gives undefined where the guess
   * was wrong: then `wrong` is thrown, or that there were too many.
   */
  async of<T>(subject: string, place: string, look: () => Promise<T | undefined>, wrong: () => Refused): Promise<T> {
    const [key, placeKey] = [hashToken(subject), hashToken(networkOf(place))];
    const { waitSeconds, isLast, of } = await this.throttle.attempt(key, placeKey);
    if (waitSeconds > 0) throw throttled(waitSeconds, of);
    const found = await look().catch(async (error: unknown) => {
      await this.throttle.takeBack(key, placeKey);
      throw error;
    });
    if (found === undefined) throw isLast ? throttled(await this.throttle.block(key)) : wrong();
    await this.throttle.forget(key, placeKey);
    return found;
  }
}

const throttled = (seconds: number, of: 'person' | 'place' = 'person'): Refused => {
  const minutes = Math.ceil(seconds / 60);
  const whose =
    of === 'person'
      ? { de: 'für dieses Konto', en: 'for this account' }
      : { de: 'von diesem Anschluss (Netzadresse)', en: 'from this network address' };
  return new Refused(
    'throttled',
    'too-many-attempts',
    {
      de: `Zu viele falsche Versuche ${whose.de}. Weitere werden für ${minutes} Minuten nicht geprüft. Bitte warten Sie oder wenden Sie sich an die Administration.`,
      en: `Too many wrong attempts ${whose.en}. Further ones are not checked for ${minutes} minutes. Wait, or turn to the administrator.`,
    },
    {},
    Math.ceil(seconds),
  );
};
