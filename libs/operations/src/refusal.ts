import { type Message } from '@libs/contracts';

/** Why an operation did nothing. The HTTP door translates `kind` into a status. */
export type RefusalKind =
  'not-found' | 'forbidden' | 'conflict' | 'invalid' | 'too-large' | 'unauthenticated' | 'throttled';

/** An expected refusal: cause, consequence and next step for the person, `code` for programs. */
export class Refused extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly code: string,
    readonly text: Message,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly retryAfterSeconds?: number,
  ) {
    super(text.en);
    this.name = 'Refused';
  }
}

export const notFound = (what: Message): Refused =>
  new Refused('not-found', 'not-found', {
    de: `${what.de} gibt es nicht oder nicht für Sie. Bitte prüfen Sie die Adresse oder suchen Sie in der Liste.`,
    en: `${what.en} does not exist, or not for you. Check the address or look in the list.`,
  });

export const cursorUnknown = (): Refused =>
  new Refused('invalid', 'cursor-invalid', {
    de: 'Die Angabe „cursor“ stammt nicht von dieser Liste. Es wird nichts gezeigt. Bitte den nextCursor der letzten Antwort senden oder ohne ihn von vorn beginnen.',
    en: 'The value of “cursor” does not come from this list. Nothing is shown. Send the nextCursor of the last answer, or begin again without it.',
  });
