import { type HandedLink } from '@libs/contracts';
import { type Tx } from '@libs/db';
import { hashToken, newToken, type Vault } from '@libs/platform';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';

/** A first password, or a new one for one that was forgotten. */
export const linkKinds = ['invitation', 'reset'] as const;
export type LinkKind = (typeof linkKinds)[number];

const DAYS = 86_400;
const SECONDS: Record<LinkKind, number> = { invitation: 7 * DAYS, reset: 3_600 };

/** What lies under a link's key: whom it is for. */
export const LinkData = z.object({ entity: z.uuid(), person: z.uuid(), link: z.uuid() });

type Recipient = { readonly id: string; readonly email: string };

/**
 * Links that are good for one password. Where mail is sent the key is made of the link's name and the key of the installation, here
 * and again by whoever sends it: in between it is stored nowhere. Where none is sent it is random and told once.
 */
export class PasswordLinks {
  constructor(
    private readonly vault: Vault,
    /** Where browsers find us. */
    private readonly origin: string,
    /** Whether mails go out; otherwise links are handed on by whoever asked for them. */
    readonly byMail: boolean,
  ) {}

  /** Makes a link and sees to its way. One of the same kind that was made before is void. */
  async make(tx: Tx, kind: LinkKind, { id: person, email }: Recipient): Promise<HandedLink> {
    const link = uuid();
    const key = this.byMail ? this.keyOf(link) : newToken();
    await tx.accountPlaces.lock(person);
    await tx.oneTimeKeys.dropOf([kind], person);
    await tx.oneTimeKeys.put(kind, hashToken(key), { entity: tx.entityId, person, link }, SECONDS[kind]);
    if (this.byMail) await tx.work.enqueue('mail', link, link);
    return {
      sentTo: this.byMail ? email : null,
      link: this.byMail ? null : this.addressOf(key),
      expiresAt: new Date(tx.now.getTime() + SECONDS[kind] * 1000).toISOString(),
    };
  }

  keyOf(link: string): string {
    return this.vault.derive(`password link ${link}`);
  }

  /** Behind the # it reaches no server, no log and no other page. */
  addressOf(key: string): string {
    return `${this.origin}/kennwort#${key}`;
  }
}
