import { blindTo, Database, type PersonWithRoles } from '@libs/db';
import { verifyPassword } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { Attempts } from './attempts';
import { type Refused } from '../refusal';
import { emailKey } from './sign-in-key';

export type Known = { readonly entityId: string; readonly person: PersonWithRoles };

/** Looks at a password. A wrong one costs the same time whether the person exists or not. */
@Injectable()
export class CheckPassword {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
  ) {}

  /** Whose address and password these are; refused with `wrong`, or because there were too many wrong ones. */
  run(email: string, password: string, place: string, wrong: () => Refused): Promise<Known> {
    return this.attempts.of(`${emailKey(email)} ${place}`, place, () => this.look(email, password), wrong);
  }

  private async look(email: string, password: string): Promise<Known | undefined> {
    const places = await this.database.locateSignIn('email', emailKey(email));
    let compared = false;
    for (const { entityId, subjectId } of places) {
      const person = await this.database.transaction(blindTo(entityId), (tx) => tx.people.find(subjectId));
      if (!person?.passwordHash) continue;
      compared = true;
      const fits = await verifyPassword(person.passwordHash, password);
      // who left is refused like somebody who mistypes: the answer tells nobody who worked here
      if (fits && person.disabledAt === null) return { entityId, person };
    }
    // as long as for a known person: the answer time tells nobody who works here
    if (!compared) await verifyPassword(undefined, password);
    return undefined;
  }
}
