import { CaseRepository, Database, type CaseListRow, type ListPosition } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor, hasRole } from '../actor';
import { berlinDay, isoDay } from '../berlin';
import { grossOf, moneyText } from '../cases/coding';
import { Refused } from '../refusal';

const PAGE = 500;
const COLUMNS = [
  'Vorgang',
  'Stelle',
  'Lieferant',
  'Rechnungsnummer',
  'Rechnungsdatum',
  'Eingang',
  'Fällig',
  'Betrag',
  'Währung',
  'Versandt am',
];

/** What is on paper now, as a table for the desk: semicolons, UTF-8 with its mark, as German spreadsheets open it. */
@Injectable()
export class ListPaper {
  constructor(private readonly database: Database) {}

  async run(actor: Actor): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }> {
    if (!hasRole(actor, ['clerk', 'certifier'], null)) throw notYours();
    const { rows, now } = await this.database.transaction(actor, async (tx) => {
      const found: CaseListRow[] = [];
      let after: ListPosition | undefined;
      for (;;) {
        const part = await tx.cases.page({ scopes: [{ stages: ['paper'] }] }, after, PAGE);
        found.push(...part);
        const last = part.at(-1);
        if (!last || part.length < PAGE) return { rows: found, now: tx.now };
        after = CaseRepository.positionOf(last);
      }
    });
    const lines = [COLUMNS, ...rows.map(cells)].map((line) => line.map(cell).join(';'));
    return { fileName: `Papierliste ${berlinDay(now)}.csv`, bytes: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`) };
  }
}

const cells = (row: CaseListRow): string[] => {
  const gross = grossOf(row);
  return [
    row.number,
    row.unit ? `${row.unit.number} ${row.unit.name}` : '',
    row.seller ?? '',
    row.invoiceNumber ?? '',
    isoDay(row.issueDate) ?? '',
    berlinDay(row.receivedAt),
    isoDay(row.dueDate) ?? '',
    gross ? moneyText(gross).replace('.', ',') : '',
    row.currency ?? '',
    row.paperSentAt ? berlinDay(row.paperSentAt) : '',
  ];
};

/** A name of a stranger that a spreadsheet would run as a formula is shown with an apostrophe before it; an amount is not. */
function cell(text: string): string {
  const harmless = /^-?\d+(,\d+)?$/.test(text);
  const shown = !harmless && /^[\s=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text;
  return `"${shown.replaceAll('"', '""')}"`;
}

const notYours = (): Refused =>
  new Refused('forbidden', 'no-power-over-paper', {
    de: 'Die Papierliste ist für die Rechnungsstelle und die zuständigen Stellen. Es wurde nichts erzeugt. Bitte wenden Sie sich dorthin.',
    en: 'The list of papers is for the invoice desk and the units concerned. Nothing was made. Turn to them.',
  });
