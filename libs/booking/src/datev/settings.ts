/** How one client (Mandant) of the tax adviser or finance office takes its Buchungsstapel. */
export type ClientSettings = {
  /** Beraternummer, 1001 to 9999999 */ readonly adviser: string;
  /** Mandantennummer, 1 to 99999 */ readonly client: string;
  /** First day of the fiscal year of twelve months, YYYY-MM-DD */ readonly fiscalYearStart: string;
  /** Sachkontenlänge; personal accounts have exactly one digit more */ readonly accountLength: 4 | 5 | 6 | 7 | 8;
  /** SKR03, SKR04, …; other charts leave header field 27 empty, which is accepted and common */ readonly chart: string;
  readonly currency: 'EUR';
  /** Version 12 lacks the last column; firms still exchange it in 2026 */ readonly formatVersion: 12 | 13;
  /** DATEV's classic encoding, or UTF-8 with byte order mark as its own programs write since 2025 */
  readonly encoding: 'windows-1252' | 'utf-8-bom';
  /** Festschreibung: true locks the whole batch on import, and nothing in it can be corrected any more */
  readonly locked: boolean;
  /** Diktatkürzel, two capitals or empty */ readonly dictation: string;
  /** Herkunft, up to two word characters; DATEV replaces it by SV on import */ readonly origin: string;
  /** Accounts with automatic tax function in the client's chart: a tax key there is an import error, except 40 */
  readonly automaticAccounts: readonly string[];
};

/** Header field 27: the two digits of an SKR chart. */
export const chartDigits = (chart: string): string => /^(?:SKR ?)?(\d{2})$/i.exec(chart.trim())?.[1] ?? '';
