import { type Message, Role } from '@libs/contracts';
import { looksLikeFormula } from '@libs/intake';

/** A cell as it was understood, or why it was not. */
export type Understood<T> = { readonly value: T } | { readonly problem: Message };

export const problems = {
  formula: {
    de: 'sieht aus wie eine Formel einer Tabellenkalkulation; bitte als gewöhnlichen Text schreiben',
    en: 'looks like a formula of a spreadsheet; write it as ordinary text',
  },
  name: {
    de: 'fehlt oder ist länger als eine Zeile mit 120 Zeichen',
    en: 'is missing, or longer than a line of 120 characters',
  },
  email: { de: 'ist keine E-Mail-Adresse', en: 'is no e-mail address' },
  day: {
    de: 'ist kein Tag; bitte als 31.12.2026 oder 2026-12-31 schreiben',
    en: 'is no day; write 31.12.2026 or 2026-12-31',
  },
  role: {
    de: 'ist keine Rolle; möglich sind Rechnungsstelle, Feststellung, Anordnung, Finanzbuchhaltung, Zahlungsabwicklung, Rechnungsprüfung, Administration',
    en: 'is no role; possible are clerk, certifier, orderer, finance, cashier, auditor, administrator',
  },
  yesNo: { de: 'ist weder ja noch nein', en: 'is neither yes nor no' },
} satisfies Record<string, Message>;

/** No cell is ever run here; a name that a spreadsheet would run later is not taken in to begin with. */
export const isText = (cell: string): boolean => !looksLikeFormula(cell);

/** YYYY-MM-DD of a written day, null for none. */
export function dayIn(cell: string): Understood<string | null> {
  if (cell === '') return { value: null };
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell);
  const iso = german ? `${german[3]}-${german[2]?.padStart(2, '0')}-${german[1]?.padStart(2, '0')}` : cell;
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : undefined;
  const exists = moment && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso);
  return exists ? { value: iso } : { problem: problems.day };
}

const roleWords: Readonly<Record<Role, readonly string[]>> = {
  clerk: ['rechnungsstelle', 'rechnungseingang'],
  certifier: ['feststellung', 'fachamt'],
  orderer: ['anordnung', 'leitung'],
  finance: ['finanzbuchhaltung', 'buchhaltung', 'finanz'],
  cashier: ['zahlungsabwicklung', 'kasse'],
  auditor: ['rechnungsprüfung', 'prüfung', 'rechnungspruefung'],
  administrator: ['administration'],
  operator: ['betrieb'],
};

export function roleIn(cell: string): Understood<Role | null> {
  if (cell === '') return { value: null };
  const word = cell.toLowerCase();
  const role = Role.options.find((one) => one === word || roleWords[one].includes(word));
  return role ? { value: role } : { problem: problems.role };
}

/** Undefined: nothing is said. */
export function yesNoIn(cell: string | undefined): Understood<boolean | undefined> {
  const word = cell?.toLowerCase() ?? '';
  if (word === '') return { value: undefined };
  if (['ja', 'j', 'yes', 'y', 'x', '1', 'wahr', 'true'].includes(word)) return { value: true };
  if (['nein', 'n', 'no', '0', 'falsch', 'false'].includes(word)) return { value: false };
  return { problem: problems.yesNo };
}

/** A number of a unit as Excel may have left it: without its leading zeros it is another one, so nothing is added. */
export const numberIn = (cell: string): string => cell.replace(/\s+/g, ' ').trim();
