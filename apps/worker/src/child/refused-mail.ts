import { type UnreadableResult } from '@libs/platform';

export type RefusedMail = UnreadableResult;

type Cause = { readonly reason: string; readonly de: string; readonly en: string };

const causes = {
  empty: { reason: 'empty', de: 'Die E-Mail ist leer (0 Bytes).', en: 'The mail is empty (0 bytes).' },
  'too-large': { reason: 'too-large', de: 'Die E-Mail ist größer als 60 MB.', en: 'The mail is larger than 60 MB.' },
  'head-too-large': {
    reason: 'mail-damaged',
    de: 'Der Kopf der E-Mail ist größer als 1 MB oder länger als 1.000 Zeilen.',
    en: 'The head of the mail is larger than 1 MB or longer than 1,000 lines.',
  },
  'too-many-addresses': {
    reason: 'mail-damaged',
    de: 'Im Kopf der E-Mail stehen mehr als 500 Adressen in einem Feld.',
    en: 'A field of the head of the mail holds more than 500 addresses.',
  },
  'boundary-missing': {
    reason: 'mail-damaged',
    de: 'Die Teile der E-Mail sind nicht voneinander zu trennen: ihre Trennzeile fehlt.',
    en: 'The parts of the mail cannot be told apart: their delimiter is missing.',
  },
  'too-many-parts': {
    reason: 'too-many-attachments',
    de: 'Die E-Mail hat mehr als 200 Teile oder 100 Anlagen.',
    en: 'The mail has more than 200 parts or 100 attachments.',
  },
  'too-deep': {
    reason: 'nested-too-deep',
    de: 'In der E-Mail stecken mehr als 10 E-Mails ineinander.',
    en: 'More than 10 mails are nested in the mail.',
  },
  unparsable: {
    reason: 'mail-damaged',
    de: 'Die E-Mail ist beschädigt und lässt sich nicht zerlegen.',
    en: 'The mail is damaged and cannot be taken apart.',
  },
} as const satisfies Record<string, Cause>;

/** Why a mail was not opened. It stays in the archive as it came, and a person looks at it. */
export function refusedMail(cause: keyof typeof causes): RefusedMail {
  const { reason, de, en } = causes[cause];
  return {
    kind: 'unreadable',
    reason,
    message: {
      de: `${de} Sie wurde aufbewahrt, aber nicht gelesen. Sehen Sie sie an und bitten Sie den Absender um eine neue E-Mail.`,
      en: `${en} It was kept but not read. Look at it and ask the sender for a new mail.`,
    },
  };
}
