import { type ClaimedWork, Database, blindTo } from '@libs/db';
import {
  hashToken,
  type Logger,
  MailRefused,
  type MailSender,
  MailServerAway,
  type OutgoingMail,
} from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CALM_LOG, MAIL_SENDER } from '../ports';
import { letterFor } from './letters';
import { LinkData, PasswordLinks } from './password-links';

/** How long a mail server that is away is left in peace. */
const AGAIN_SECONDS = 60;

type Letter = OutgoingMail & { readonly kind: string; readonly personId: string };

/**
 * Sends what was made due with an invitation or a reset, as long as its link is good. A crash between sending and saying so
 * sends it twice, never not at all: the same mail under the same name.
 */
@Injectable()
export class SendMail {
  constructor(
    private readonly database: Database,
    private readonly links: PasswordLinks,
    @Inject(MAIL_SENDER) private readonly sender: MailSender | undefined,
    @Inject(CALM_LOG) private readonly log: Logger,
  ) {}

  async run(work: ClaimedWork): Promise<void> {
    const letter = await this.letter(work);
    if (letter === 'other key')
      return this.later(
        work,
        'this process has another key of the installation (SECRET_KEY_FILE) than the one that made the link',
      );
    if (!letter) return this.end(work);
    if (!this.sender) return this.later(work, 'this process knows no mail server (MAIL_URL)');
    try {
      await this.sender.send(letter);
    } catch (error) {
      if (error instanceof MailRefused) return this.end(work, letter, error);
      if (error instanceof MailServerAway) return this.later(work, error.message);
      throw error;
    }
    return this.end(work, letter);
  }

  /** Undefined: the link was used, replaced or has run out, or its person has gone; nobody waits for it any more. */
  private letter({ entityId, subjectId }: ClaimedWork): Promise<Letter | 'other key' | undefined> {
    return this.database.transaction(blindTo(entityId), async (tx) => {
      const found = await tx.oneTimeKeys.link(subjectId);
      if (!found) return undefined;
      const { person: personId, entity: entityOf } = LinkData.parse(found.data);
      const person = entityOf === entityId ? await tx.people.find(personId) : null;
      if (person?.disabledAt !== null) return undefined;
      const key = this.links.keyOf(subjectId);
      if (hashToken(key) !== found.keyHash) return 'other key';
      const entity = await tx.masterData.entity();
      const { kind, expiresAt } = found;
      const words = letterFor(kind === 'reset' ? 'reset' : person.accountId === null ? 'invitation' : 'guest', {
        name: person.name,
        entity: entity?.name ?? '',
        link: this.links.addressOf(key),
        expiresAt,
      });
      return { id: subjectId, to: person.email, ...words, kind, personId };
    });
  }

  private end(work: ClaimedWork, letter?: Letter, refused?: MailRefused): Promise<void> {
    return this.database.transaction(blindTo(work.entityId), async (tx) => {
      await tx.work.finish(work);
      if (!letter) return;
      await tx.audit.append({
        kind: refused ? 'mail-refused' : 'mail-sent',
        subjectId: letter.personId,
        payload: { for: letter.kind, ...(refused?.reply === undefined ? {} : { reply: refused.reply }) },
      });
    });
  }

  private async later(work: ClaimedWork, why: string): Promise<void> {
    this.log.warn(
      { mail: work.subjectId },
      `an invitation or reset could not be sent and waits, it is tried again every minute until its link runs out: ${why}`,
    );
    await this.database.transaction(blindTo(work.entityId), (tx) => tx.work.postpone(work, AGAIN_SECONDS));
  }
}
