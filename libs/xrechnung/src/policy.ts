import { type Message } from './findings';
import { type Invoice } from './model';
import { type CheckReport } from './rules/check-invoice';

/** What an invoice is good for under the acceptance policy (Annahmeregel). */
export type Usability = {
  /** `usable`: goes on. `other-invoice`: no e-invoice in law, is recognised like paper. `doubtful`: a person looks. */
  readonly usability: 'usable' | 'other-invoice' | 'doubtful';
  readonly reason: UsabilityReason;
  readonly message: Message;
};

export type UsabilityReason =
  'conforms' | 'profile-without-lines' | 'rules-not-run' | 'en16931-violated' | 'value-unreadable' | 'account-doubtful';

/** What an accounting entity lays down for the invoices it accepts. What EN 16931 demands is not up to it. */
export type AcceptancePolicy = {
  /** Profiles, by short name, that count as other invoices. */
  readonly otherInvoice: readonly string[];
  /** Findings of our own that a person must see before the invoice goes on, and the reason to give. */
  readonly doubts: Readonly<Record<string, 'value-unreadable' | 'account-doubtful'>>;
};

/** MINIMUM and BASIC WL carry no lines and are no e-invoices for VAT purposes (letter of the ministry of 15.10.2025). */
export const defaultPolicy: AcceptancePolicy = {
  otherInvoice: ['MINIMUM', 'BASIC WL'],
  doubts: { 'BF-AMOUNT': 'value-unreadable', 'BF-DATE': 'value-unreadable', 'BF-IBAN': 'account-doubtful' },
};

/**
 * Applies the acceptance policy; `profile` is the short name of BT-24, if there is one. The official verdict is not
 * asked: it rejects wherever no German scenario matches, and lawful EN 16931 invoices would be sent back. Findings of
 * XRechnung alone do not make an invoice unusable either.
 */
export function usability(
  _invoice: Invoice,
  report: CheckReport,
  profile: string | null | undefined,
  policy: AcceptancePolicy = defaultPolicy,
): Usability {
  if (policy.otherInvoice.some((one) => one === profile)) return decided('other-invoice', 'profile-without-lines');

  const doubts = report.findings.flatMap(({ rule }) => policy.doubts[rule] ?? []);
  if (doubts.includes('value-unreadable')) return decided('doubtful', 'value-unreadable');
  if (!ranWholly('EN16931', report)) return decided('doubtful', 'rules-not-run');
  if (isViolated('EN16931', report)) return decided('doubtful', 'en16931-violated');
  if (doubts.includes('account-doubtful')) return decided('doubtful', 'account-doubtful');
  return decided('usable', 'conforms');
}

const ranWholly = (set: string, { ruleSets, notChecked }: CheckReport): boolean =>
  ruleSets.some(({ name }) => name === set) && !notChecked.some((one) => one.set === set);

const isViolated = (set: string, { ruleSets, findings }: CheckReport): boolean => {
  const rules = new Set(ruleSets.filter(({ name }) => name === set).flatMap(({ rules }) => rules));
  return findings.some(({ rule, severity }) => severity === 'fatal' && rules.has(rule));
};

const decided = (usability: Usability['usability'], reason: UsabilityReason): Usability => ({
  usability,
  reason,
  message: messages[reason],
});

const messages: Record<UsabilityReason, Message> = {
  conforms: {
    de: 'Die geprüften Regeln der EN 16931 sind eingehalten. Die Rechnung kann weiterbearbeitet werden.',
    en: 'The rules of EN 16931 that were checked hold. The invoice can go on.',
  },
  'profile-without-lines': {
    de: 'Das Profil enthält keine Rechnungspositionen und gilt umsatzsteuerlich nicht als E-Rechnung. Maßgeblich ist das Rechnungsbild; seine Angaben werden erkannt und müssen bestätigt werden.',
    en: 'The profile carries no lines and is no e-invoice for VAT purposes. The picture of the invoice counts; its statements are recognised and must be confirmed.',
  },
  'rules-not-run': {
    de: 'Nicht alle Regeln der EN 16931 konnten geprüft werden. Die Rechnung gilt deshalb nicht als geprüft. Sehen Sie sie an und entscheiden Sie.',
    en: 'Not all rules of EN 16931 could be checked. The invoice therefore does not count as checked. Look at it and decide.',
  },
  'en16931-violated': {
    de: 'Die Rechnung verletzt Regeln der EN 16931. Auf ihre Angaben ist kein Verlass. Sehen Sie sich die Befunde an und klären Sie sie, oder lassen Sie sich eine berichtigte Rechnung senden.',
    en: 'The invoice breaks rules of EN 16931. Its statements cannot be relied on. Look at the findings and clarify them, or ask for a corrected invoice.',
  },
  'value-unreadable': {
    de: 'Ein Betrag oder ein Datum ist nicht lesbar. Damit lässt sich weder rechnen noch eine Frist bestimmen. Sehen Sie sich den Befund an und lassen Sie sich eine berichtigte Rechnung senden.',
    en: 'An amount or a date cannot be read. Neither sums nor deadlines can be derived. Look at the finding and ask for a corrected invoice.',
  },
  'account-doubtful': {
    de: 'Eine angegebene Kontonummer ist keine gültige IBAN. Ohne Prüfung darf nicht gezahlt werden. Klären Sie die Bankverbindung über einen bereits bekannten Weg.',
    en: 'An account of the invoice is no valid IBAN. Nothing may be paid without review. Clarify the bank details through a channel known before.',
  },
};
