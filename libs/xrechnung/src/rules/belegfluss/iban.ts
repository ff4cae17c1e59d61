import { mod97 } from '../../leitweg-id';

/** Lengths by country, from the IBAN registry (ISO 13616). */
const lengths =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
  'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
  'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
  'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';

const lengthOf: ReadonlyMap<string, number> = new Map(
  lengths.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const FORM = /^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/;

/** White space of every kind, also no-break and zero width: it comes along when an IBAN is copied from a letter. */
const SPACES = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/g;

export type IbanFault = 'form' | 'country' | 'length' | 'check-digits';

/** The IBAN without white space, as a bank wants it. */
export const compactIban = (text: string): string => text.replace(SPACES, '');

/** What is wrong with an IBAN, or undefined. */
export function ibanFault(text: string): IbanFault | undefined {
  const iban = compactIban(text);
  if (!FORM.test(iban)) return 'form';

  const length = lengthOf.get(iban.slice(0, 2));
  if (length === undefined) return 'country';
  if (length !== iban.length) return 'length';
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1 ? undefined : 'check-digits';
}
