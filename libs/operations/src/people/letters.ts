export type Letter = 'invitation' | 'guest' | 'reset';

export type LetterFacts = {
  readonly name: string;
  readonly entity: string;
  readonly link: string;
  readonly expiresAt: Date;
};

const moments = {
  de: new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'full', timeStyle: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', dateStyle: 'full', timeStyle: 'short' }),
};

type Words = { readonly subject: string; readonly de: readonly string[]; readonly en: readonly string[] };

const words: Record<Letter, (facts: LetterFacts, until: { de: string; en: string }) => Words> = {
  invitation: ({ entity, link }, until) => ({
    subject: `Ihr Zugang zu Belegfluss (${entity})`,
    de: [
      `Sie arbeiten künftig mit Belegfluss, dem Rechnungseingang von ${entity}.`,
      `Bitte legen Sie hier Ihr Kennwort fest:`,
      link,
      `Der Link gilt einmal, bis ${until.de} Uhr. Danach stellt Ihnen die Administration einen neuen aus. Geben Sie ihn nicht weiter.`,
    ],
    en: [
      `You will work with Belegfluss, the invoice intake of ${entity}. Please choose your password with the link above.`,
      `It is good once, until ${until.en}. After that the administrator makes you a new one. Do not pass it on.`,
    ],
  }),
  guest: ({ entity, link }, until) => ({
    subject: `Ihr Zugang zu Belegfluss (${entity})`,
    de: [
      `Sie arbeiten künftig auch für ${entity} mit Belegfluss.`,
      `Ein neues Kennwort brauchen Sie nicht: Bitte melden Sie sich an wie gewohnt und wechseln Sie im Menü Ihres Kontos den Mandanten. Hier steht, worum es geht:`,
      link,
      `Der Link gilt bis ${until.de} Uhr.`,
    ],
    en: [
      `You will work with Belegfluss for ${entity} as well. You need no new password: sign in as ever and change the entity in your account menu.`,
      `The link above says what this is about; it is good until ${until.en}.`,
    ],
  }),
  reset: ({ entity, link }, until) => ({
    subject: 'Neues Kennwort für Belegfluss',
    de: [
      `für Ihr Konto bei Belegfluss (${entity}) wurde ein neues Kennwort verlangt.`,
      `Bitte legen Sie es hier fest:`,
      link,
      `Der Link gilt einmal, bis ${until.de} Uhr. Haben Sie das nicht verlangt, tun Sie nichts: Ihr Kennwort bleibt, wie es ist. Kommt es öfter vor, sagen Sie bitte der Administration Bescheid.`,
    ],
    en: [
      `A new password was asked for your account at Belegfluss (${entity}). Please choose it with the link above.`,
      `It is good once, until ${until.en}. If you did not ask, do nothing: your password stays as it is. If it happens again, tell the administrator.`,
    ],
  }),
};

/** Plain text in our own words, German first, English below. */
export function letterFor(letter: Letter, facts: LetterFacts): { readonly subject: string; readonly text: string } {
  const until = { de: moments.de.format(facts.expiresAt), en: moments.en.format(facts.expiresAt) };
  const { subject, de, en } = words[letter](facts, until);
  const text = [
    `Guten Tag ${facts.name},`,
    ...de,
    'Belegfluss',
    '– – –',
    `Dear ${facts.name},`,
    ...en,
    'Belegfluss',
    '',
  ].join('\n\n');
  return { subject: subject.replace(/\s+/g, ' '), text };
}
