import type { Message } from '@libs/contracts';

/** UNTDID 1001, as far as XRechnung admits them. */
const typeCodes: Readonly<Record<string, Message>> = {
  '326': { de: 'Teilrechnung', en: 'Partial invoice' },
  '380': { de: 'Rechnung', en: 'Invoice' },
  '381': { de: 'Gutschrift', en: 'Credit note' },
  '384': { de: 'Rechnungskorrektur', en: 'Corrected invoice' },
  '387': { de: 'Mietrechnung', en: 'Hire invoice' },
  '389': { de: 'Gutschrift (selbst ausgestellte Rechnung)', en: 'Self-billed invoice' },
  '875': { de: 'Abschlagsrechnung Bau', en: 'Partial construction invoice' },
  '876': { de: 'Teilschlussrechnung Bau', en: 'Partial final construction invoice' },
  '877': { de: 'Schlussrechnung Bau', en: 'Final construction invoice' },
};

/** UNTDID 4461. */
const paymentMeans: Readonly<Record<string, Message>> = {
  '1': { de: 'Zahlweg nicht festgelegt', en: 'Payment means not defined' },
  '10': { de: 'Barzahlung', en: 'Cash' },
  '20': { de: 'Scheck', en: 'Cheque' },
  '30': { de: 'Überweisung', en: 'Credit transfer' },
  '31': { de: 'Lastschrift', en: 'Debit transfer' },
  '42': { de: 'Zahlung auf Bankkonto', en: 'Payment to bank account' },
  '48': { de: 'Kartenzahlung', en: 'Card payment' },
  '49': { de: 'Lastschrift', en: 'Direct debit' },
  '54': { de: 'Kreditkarte', en: 'Credit card' },
  '55': { de: 'Debitkarte', en: 'Debit card' },
  '57': { de: 'Dauerauftrag', en: 'Standing agreement' },
  '58': { de: 'SEPA-Überweisung', en: 'SEPA credit transfer' },
  '59': { de: 'SEPA-Lastschrift', en: 'SEPA direct debit' },
  '68': { de: 'Online-Zahlung', en: 'Online payment' },
  '97': { de: 'Verrechnung zwischen Partnern', en: 'Clearing between partners' },
};

/** UN/ECE Recommendation 20, the ones that German invoices use. */
const units: Readonly<Record<string, Message>> = {
  ANN: { de: 'Jahr', en: 'year' },
  C62: { de: 'Stk.', en: 'pcs' },
  CMT: { de: 'cm', en: 'cm' },
  DAY: { de: 'Tag', en: 'day' },
  EA: { de: 'Stk.', en: 'pcs' },
  GRM: { de: 'g', en: 'g' },
  H87: { de: 'Stk.', en: 'pcs' },
  HAR: { de: 'ha', en: 'ha' },
  HUR: { de: 'Std.', en: 'h' },
  KGM: { de: 'kg', en: 'kg' },
  KMT: { de: 'km', en: 'km' },
  KWH: { de: 'kWh', en: 'kWh' },
  LS: { de: 'Pauschale', en: 'lump sum' },
  LTR: { de: 'l', en: 'l' },
  MIN: { de: 'Min.', en: 'min' },
  MON: { de: 'Monat', en: 'month' },
  MTK: { de: 'm²', en: 'm²' },
  MTQ: { de: 'm³', en: 'm³' },
  MTR: { de: 'm', en: 'm' },
  MWH: { de: 'MWh', en: 'MWh' },
  NAR: { de: 'Stk.', en: 'pcs' },
  P1: { de: '%', en: '%' },
  PR: { de: 'Paar', en: 'pair' },
  SET: { de: 'Satz', en: 'set' },
  TNE: { de: 't', en: 't' },
  WEE: { de: 'Woche', en: 'week' },
  XBX: { de: 'Schachtel', en: 'box' },
  XPK: { de: 'Packung', en: 'pack' },
  XPP: { de: 'Stk.', en: 'pcs' },
};

/** UNTDID 5305. */
const vatCategories: Readonly<Record<string, Message>> = {
  S: { de: 'Umsatzsteuer', en: 'VAT' },
  Z: { de: 'Nullsatz', en: 'Zero rated' },
  E: { de: 'Steuerfrei', en: 'Exempt from VAT' },
  AE: { de: 'Steuerschuldner ist der Leistungsempfänger', en: 'Reverse charge' },
  K: { de: 'Innergemeinschaftliche Lieferung', en: 'Intra-community supply' },
  G: { de: 'Ausfuhr', en: 'Export' },
  O: { de: 'Nicht steuerbar', en: 'Not subject to VAT' },
  L: { de: 'IGIC', en: 'IGIC' },
  M: { de: 'IPSI', en: 'IPSI' },
};

/** A code this page does not know is shown as it stands: guessing its meaning would be worse. */
const named = (list: Readonly<Record<string, Message>>, code: string): Message => list[code] ?? { de: code, en: code };

export const typeName = (code: string): Message =>
  typeCodes[code] ?? { de: `Rechnung (${code})`, en: `Invoice (${code})` };
export const meansName = (code: string): Message => named(paymentMeans, code);
export const unitName = (code: string): Message => named(units, code);
export const vatName = (code: string): Message => named(vatCategories, code);

const profiles: Readonly<Record<string, string>> = {
  XRECHNUNG: 'XRechnung',
  'XRECHNUNG (old)': 'XRechnung (alt)',
  'XRECHNUNG-CVD': 'XRechnung CVD',
  'XRECHNUNG-EXTENSION': 'XRechnung Extension',
  EN16931: 'EN 16931',
  PEPPOL: 'Peppol BIS',
};

/** The name of a profile as people write it. */
export const profileLabel = (profile: string): string => profiles[profile] ?? profile;

/** "XRechnung 3.0", "ZUGFeRD COMFORT": what people call this document. */
export function profileName(profile: string | null, specification: string | undefined, hybrid: boolean): string {
  const version = /xrechnung_(\d+\.\d+)/.exec(specification ?? '')?.[1];
  const name = profile === null ? 'E-Rechnung' : profileLabel(profile);
  const full = name === 'XRechnung' && version !== undefined ? `${name} ${version}` : name;
  return hybrid ? `ZUGFeRD · ${full}` : full;
}
