import { type PasskeyRequest, type UsedCredential } from '@libs/contracts';
import { blindTo, Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { openSession, type SignedIn } from '../open-session';
import { CheckPasskey } from './check-passkey';
import { type Site } from './site';

/** A passkey is the device and what unlocks it: nothing else is asked. */
@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly database: Database,
    private readonly passkeys: CheckPasskey,
  ) {}

  options(site: Site | undefined): Promise<PasskeyRequest> {
    return this.passkeys.options(site);
  }

  async run(site: Site | undefined, credential: UsedCredential, place: string, agent: string): Promise<SignedIn> {
    const { entityId, personId } = await this.passkeys.run(site, credential, place);
    return this.database.transaction(blindTo(entityId), (tx) =>
      openSession(tx, personId, { method: 'passkey', agent }),
    );
  }
}
