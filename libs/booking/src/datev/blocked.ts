import { type Message } from '@libs/xrechnung';

export type BlockedCode =
  | 'coding'
  | 'creditor-missing'
  | 'creditor-invalid'
  | 'account-invalid'
  | 'tax-key-invalid'
  | 'tax-key-on-automatic-account'
  | 'cost-field-invalid'
  | 'amount-zero'
  | 'amount-too-large'
  | 'foreign-currency'
  | 'partly-paid'
  | 'number-missing'
  | 'number-taken'
  | 'date-invalid'
  | 'outside-fiscal-year'
  | 'outside-period'
  | 'text-not-representable'
  | 'link-invalid'
  | 'field-refused'
  | 'batch-full';

/** Why a case is not in the batch. It stays ordered and comes with the next one, once the cause is gone. */
export type Blocked = { readonly caseId: string; readonly code: BlockedCode; readonly message: Message };

/** Cause and next step; the consequence is the same for all. */
export const blocked = (caseId: string, code: BlockedCode, cause: Message, next: Message): Blocked => ({
  caseId,
  code,
  message: {
    de: `${cause.de} Der Vorgang ist deshalb nicht in der Exportdatei. ${next.de}`.trimEnd(),
    en: `${cause.en} The case is therefore not in the export file. ${next.en}`.trimEnd(),
  },
});

type Reason = (caseId: string, value: string) => Blocked;

const reason =
  (code: BlockedCode, cause: (value: string) => Message, next: Message): Reason =>
  (caseId, value) =>
    blocked(caseId, code, cause(value), next);

const fixCoding: Message = {
  de: 'Bitte berichtigen Sie die Kontierung.',
  en: 'Please correct the coding.',
};
const fixCreditor: Message = {
  de: 'Bitte tragen Sie beim Lieferanten ein gültiges Kreditorenkonto ein.',
  en: 'Please enter a valid creditor account for this supplier.',
};

export const reasons = {
  creditorMissing: reason(
    'creditor-missing',
    (supplier) => ({
      de: `Für den Lieferanten „${supplier}“ ist kein Kreditorenkonto hinterlegt.`,
      en: `The supplier "${supplier}" has no creditor account.`,
    }),
    fixCreditor,
  ),
  creditorInvalid: reason(
    'creditor-invalid',
    (account) => ({
      de: `Das Kreditorenkonto „${account}“ passt nicht: Personenkonten bestehen nur aus Ziffern und haben genau eine Stelle mehr als Sachkonten.`,
      en: `The creditor account "${account}" does not fit: personal accounts consist of digits only and have exactly one digit more than general ledger accounts.`,
    }),
    fixCreditor,
  ),
  accountInvalid: reason(
    'account-invalid',
    (account) => ({
      de: `Das Konto „${account}“ besteht nicht nur aus Ziffern, ist null oder ist länger als die Sachkonten des Mandanten.`,
      en: `The account "${account}" does not consist of digits only, is zero, or is longer than the client's general ledger accounts.`,
    }),
    fixCoding,
  ),
  taxKeyInvalid: reason(
    'tax-key-invalid',
    (key) => ({
      de: `Der Steuerschlüssel „${key}“ hat nicht ein bis vier Ziffern.`,
      en: `The tax key "${key}" does not consist of one to four digits.`,
    }),
    fixCoding,
  ),
  taxKeyOnAutomaticAccount: reason(
    'tax-key-on-automatic-account',
    (account) => ({
      de: `Das Konto ${account} rechnet die Steuer selbst (Automatikkonto); ein Steuerschlüssel ist dort ein Einlesefehler.`,
      en: `Account ${account} works out the tax by itself (automatic account); a tax key there is an import error.`,
    }),
    {
      de: 'Bitte entfernen Sie in der Kontierung den Steuerschlüssel oder wählen Sie ein anderes Konto.',
      en: 'Please remove the tax key from the coding or choose another account.',
    },
  ),
  costFieldInvalid: reason(
    'cost-field-invalid',
    (value) => ({
      de: `Die Kostenstelle oder der Kostenträger „${value}“ enthält andere Zeichen als Buchstaben ohne Umlaut, Ziffern, Unterstrich und Leerzeichen oder ist länger als 36 Zeichen.`,
      en: `The cost centre or cost object "${value}" holds other characters than plain letters, digits, underscore and blank, or is longer than 36 characters.`,
    }),
    fixCoding,
  ),
  amountZero: reason(
    'amount-zero',
    () => ({
      de: 'In der Kontierung steht kein Betrag, der von null verschieden ist; DATEV kennt keine Buchung über null.',
      en: 'No amount of the coding differs from zero; DATEV knows no booking of zero.',
    }),
    {
      de: 'Bitte prüfen Sie die Kontierung; eine Rechnung über null Euro schließen Sie ohne Export ab.',
      en: 'Please check the coding; close an invoice of zero euros without export.',
    },
  ),
  amountTooLarge: reason(
    'amount-too-large',
    (amount) => ({
      de: `Der Betrag ${amount} ist größer, als das DATEV-Format erlaubt (zehn Stellen vor dem Komma).`,
      en: `The amount ${amount} is larger than the DATEV format allows (ten digits before the comma).`,
    }),
    { de: 'Bitte teilen Sie die Kontierungszeile auf.', en: 'Please split the coding line.' },
  ),
  foreignCurrency: reason(
    'foreign-currency',
    (currency) => ({
      de: `Die Rechnung lautet auf ${currency}; dieser Export bucht Rechnungen in Euro.`,
      en: `The invoice is in ${currency}; this export books invoices in euros.`,
    }),
    {
      de: 'Bitte buchen Sie die Rechnung mit dem Umrechnungskurs im Finanzverfahren.',
      en: 'Please book the invoice with its exchange rate in the finance system.',
    },
  ),
  partlyPaid: reason(
    'partly-paid',
    (amounts) => ({
      de: `Zu zahlen ist nicht der Bruttobetrag (${amounts}): Ein Teil ist schon gezahlt oder gerundet. Diese Verrechnung kann der Export noch nicht; er würde zu viel schulden.`,
      en: `The amount to pay is not the gross amount (${amounts}): part of it has been paid or rounded. The export cannot do this clearing yet; it would owe too much.`,
    }),
    {
      de: 'Bitte buchen Sie die Rechnung mit ihrer Anzahlung im Finanzverfahren.',
      en: 'Please book the invoice with its prepayment in the finance system.',
    },
  ),
  numberMissing: reason(
    'number-missing',
    () => ({
      de: 'Die Rechnung hat keine Rechnungsnummer; ohne sie gibt es keinen offenen Posten.',
      en: 'The invoice has no number; without it there is no open item.',
    }),
    {
      de: 'Bitte klären Sie die Rechnungsnummer mit dem Lieferanten.',
      en: 'Please clarify the number with the supplier.',
    },
  ),
  numberTaken: reason(
    'number-taken',
    (number) => ({
      de: `Die Belegnummer „${number}“ dieses Lieferanten steht schon an einem anderen Vorgang dieser Datei oder eines früheren Stapels; die offenen Posten würden sich vermischen.`,
      en: `The document number "${number}" of this supplier already belongs to another case of this file or of an earlier batch; their open items would be mixed up.`,
    }),
    {
      de: 'Bitte prüfen Sie, ob die Rechnung doppelt erfasst ist.',
      en: 'Please check whether the invoice was recorded twice.',
    },
  ),
  dateInvalid: reason(
    'date-invalid',
    (date) => ({ de: `„${date}“ ist kein Datum dieses Jahrhunderts.`, en: `"${date}" is no date of this century.` }),
    {
      de: 'Bitte lassen Sie die Datumsangaben des Vorgangs klären.',
      en: 'Please have the dates of the case clarified.',
    },
  ),
  outsideFiscalYear: reason(
    'outside-fiscal-year',
    (date) => ({
      de: `Das Rechnungsdatum ${date} liegt nicht im Wirtschaftsjahr dieses Exports.`,
      en: `The invoice date ${date} does not lie in the fiscal year of this export.`,
    }),
    {
      de: 'Bitte exportieren Sie den Vorgang mit dem Wirtschaftsjahr, in das er gehört.',
      en: 'Please export the case with the fiscal year that it belongs to.',
    },
  ),
  outsidePeriod: reason(
    'outside-period',
    (date) => ({
      de: `Das Rechnungsdatum ${date} liegt nicht im gewählten Zeitraum.`,
      en: `The invoice date ${date} does not lie in the chosen period.`,
    }),
    {
      de: 'Bitte exportieren Sie den Vorgang mit dem passenden Zeitraum.',
      en: 'Please export the case with the period that fits.',
    },
  ),
  textNotRepresentable: reason(
    'text-not-representable',
    (text) => ({
      de: `„${text}“ enthält Buchstaben, die es im Zeichensatz windows-1252 nicht gibt.`,
      en: `"${text}" holds letters that the character set windows-1252 does not have.`,
    }),
    {
      de: 'Bitte stellen Sie den Export auf UTF-8 um oder hinterlegen Sie eine lateinische Schreibweise.',
      en: 'Please switch the export to UTF-8 or enter a Latin spelling.',
    },
  ),
  linkInvalid: reason(
    'link-invalid',
    (link) => ({
      de: `Der Beleglink „${link}“ hat nicht 1 bis 36 Buchstaben, Ziffern oder Bindestriche.`,
      en: `The document link "${link}" does not consist of 1 to 36 letters, digits or hyphens.`,
    }),
    {
      de: 'Bitte verständigen Sie die Administration.',
      en: 'Please tell the administrator.',
    },
  ),
  fieldRefused: reason(
    'field-refused',
    (field) => ({
      de: `Das DATEV-Format erlaubt diesen Inhalt nicht: ${field}.`,
      en: `The DATEV format does not allow this content: ${field}.`,
    }),
    {
      de: 'Bitte verständigen Sie die Administration.',
      en: 'Please tell the administrator.',
    },
  ),
  batchFull: reason(
    'batch-full',
    (limit) => ({
      de: `Die Datei ist mit ${limit} Buchungszeilen voll; mehr lässt das DATEV-Format nicht zu.`,
      en: `The file is full with ${limit} booking rows; the DATEV format does not allow more.`,
    }),
    {
      de: 'Bitte exportieren Sie noch einmal: der Vorgang kommt in die nächste Datei.',
      en: 'Please export once more: the case goes into the next file.',
    },
  ),
} as const satisfies Record<string, Reason>;
