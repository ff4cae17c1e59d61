import { PDFDocument } from 'pdf-lib';
import { code128 } from './code128';
import { PdfFont } from './font/pdf-font';
import { type TrueType } from './font/truetype';
import { Page } from './page';

/** What a cover sheet says, in words as they are printed. */
export type CoverFacts = {
  readonly entity: string;
  /** "26-00012", also as a code for a scanner. */
  readonly number: string;
  readonly unit: string;
  /** Label and value, in the order in which they are read. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** What the signatures stand for. */
  readonly signatures: readonly { readonly title: string; readonly text: string }[];
  /** Where the sheet goes afterwards, and what it does not replace. */
  readonly foot: string;
  readonly printedAt: Date;
};

const MARGIN = 48;
const BLACK = 0;
const QUIET = 0.55;

/** Laufzettel: one page A4 that goes with a printed invoice to an office that still signs on paper. */
export async function coverSheet(
  facts: CoverFacts,
  fonts: { readonly regular: TrueType; readonly bold: TrueType },
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(`Laufzettel ${facts.number}`, { showInWindowTitleBar: true });
  document.setLanguage('de-DE');
  document.setProducer('Belegfluss');
  document.setCreator('Belegfluss');
  document.setCreationDate(facts.printedAt);
  document.setModificationDate(facts.printedAt);
  const [regular, bold] = [new PdfFont(document, 'Regular', fonts.regular), new PdfFont(document, 'Bold', fonts.bold)];
  const page = new Page(document, { regular, bold });
  const width = page.width - 2 * MARGIN;

  let y = head(page, facts, width);
  y = values(page, facts, y, width);
  y = coding(page, y + 10, width);
  for (const signature of facts.signatures) y = signatureField(page, signature, y + 12, width);
  page.text('P', facts.foot, { x: MARGIN, y: 790, width, size: 8 });

  page.tag();
  regular.embed();
  bold.embed();
  return document.save();
}

function head(page: Page, { entity, number, unit }: CoverFacts, width: number): number {
  page.text('P', entity, { x: MARGIN, y: 40, width: width - 190, size: 10, lines: 1 });
  let y = page.text('H1', 'Laufzettel zur Rechnung', {
    x: MARGIN,
    y: 56,
    width: width - 190,
    size: 20,
    bold: true,
    lines: 1,
  });
  y = page.text('P', `Stelle ${unit}`, { x: MARGIN, y: y + 2, width: width - 190, size: 13, bold: true, lines: 2 });
  const code = { x: MARGIN + width - 170, y: 44, width: 170, height: 42 };
  page.bars(code128(number), `Strichcode der Vorgangsnummer ${number}`, code);
  page.text('P', `Vorgang ${number}`, { x: code.x, y: 90, width: 170, size: 11, bold: true });
  y = Math.max(y, 110) + 8;
  page.line(MARGIN, y, width);
  return y + 10;
}

/** Two columns, read from the left to the right and down: label and value are one sentence. */
function values(page: Page, { facts }: CoverFacts, top: number, width: number): number {
  const column = width / 2;
  let y = top;
  for (let row = 0; row < facts.length; row += 2) {
    const bottoms = facts.slice(row, row + 2).map(([label, value], at) => {
      const place = { x: MARGIN + at * column, width: column - 14 };
      const below = page.text('P', `${label}:`, { ...place, y, size: 8.5 });
      return page.text('P', value, { ...place, y: below, size: 11, bold: true, lines: 2 });
    });
    y = Math.max(...bottoms) + 6;
  }
  page.line(MARGIN, y, width);
  return y;
}

/** Empty lines for account and budget line, to be filled by hand. */
function coding(page: Page, top: number, width: number): number {
  let y = page.text('H2', 'Kontierung', { x: MARGIN, y: top, width, size: 11, bold: true });
  const columns = ['Produkt', 'Sachkonto', 'Kostenstelle', 'Betrag'];
  const each = width / columns.length;
  columns.forEach((name, at) => page.text('P', name, { x: MARGIN + at * each, y: y + 2, width: each, size: 8.5 }));
  y += 16;
  for (let row = 0; row < 3; row += 1) {
    y += 24;
    for (let at = 0; at < columns.length; at += 1) page.line(MARGIN + at * each, y, each - 12, QUIET);
  }
  return y;
}

function signatureField(
  page: Page,
  { title, text }: CoverFacts['signatures'][number],
  top: number,
  width: number,
): number {
  let y = page.text('H2', title, { x: MARGIN, y: top, width, size: 11, bold: true });
  y = page.text('P', text, { x: MARGIN, y: y + 1, width, size: 8.5, lines: 6 });
  y += 30;
  const fields = [
    ['Datum', 0, 0.18],
    ['Name in Druckschrift, Funktion', 0.21, 0.4],
    ['Unterschrift', 0.64, 0.36],
  ] as const;
  for (const [name, from, share] of fields) {
    page.line(MARGIN + from * width, y, share * width, BLACK);
    page.text('P', name, { x: MARGIN + from * width, y: y + 2, width: share * width, size: 8 });
  }
  return y + 14;
}
