import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type CoverFacts, coverSheet } from './cover-sheet';
import { openWoff } from './font/truetype';
import { broken } from './page';

jest.setTimeout(30_000); // the reader of PDF is loaded here, on whatever machine

const { resolve } = createRequire(__filename);
const font = (weight: string) =>
  openWoff(readFileSync(resolve(`@kern-ux/native/dist/fonts/noto-sans/NotoSans-${weight}.woff`)));
const fonts = { regular: font('Regular'), bold: font('Bold') };

const facts: CoverFacts = {
  entity: 'Stadt Musterstadt',
  number: '26-00012',
  unit: '40 Schule',
  facts: [
    ['Lieferant', 'Müller & Söhne GbR, Łódź · Αθήνα · Київ'],
    ['Betrag', '1.190,00 EUR'],
  ],
  signatures: [{ title: 'Sachlich richtig', text: 'Ich stelle fest, dass die Leistung erbracht wurde.' }],
  foot: 'Zurück an die Rechnungsstelle.',
  printedAt: new Date('2026-11-27T09:00:00Z'),
};

/** What a reader of PDF makes of the page, as a screen reader would. */
async function textOf(pdf: Uint8Array) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const page = await document.getPage(1);
  const { items } = await page.getTextContent();
  return {
    pages: document.numPages,
    view: page.view,
    lines: items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : [])),
    tree: await page.getStructTree(),
    mark: await document.getMarkInfo(),
    metadata: (await document.getMetadata()).info as Record<string, unknown>,
  };
}

test('is one page A4 whose text reads in order, in letters of all of Europe', async () => {
  const { pages, view, lines } = await textOf(await coverSheet(facts, fonts));
  expect(pages).toBe(1);
  expect(view.map(Math.round)).toEqual([0, 0, 595, 842]);
  expect(lines.slice(0, 7)).toEqual([
    'Stadt Musterstadt',
    'Laufzettel zur Rechnung',
    'Stelle 40 Schule',
    'Vorgang 26-00012',
    'Lieferant:',
    'Müller & Söhne GbR, Łódź · Αθήνα · Київ',
    'Betrag:',
  ]);
  expect(lines).toEqual(expect.arrayContaining(['1.190,00 EUR', 'Kontierung', 'Sachlich richtig', 'Unterschrift']));
});

test('is tagged, has a language and a title', async () => {
  const { tree, mark, metadata } = await textOf(await coverSheet(facts, fonts));
  expect((mark as unknown as ReadonlyMap<string, unknown>).get('Marked')).toBe(true);
  expect(metadata).toMatchObject({ Title: 'Laufzettel 26-00012', Language: 'de-DE' });
  const roles = tree.children.map((child) => ('role' in child ? child.role : ''));
  expect(roles.slice(0, 4)).toEqual(['P', 'H1', 'P', 'Figure']);
});

test('holds the outlines that it needs and no more', async () => {
  const pdf = await coverSheet(facts, fonts);
  expect(pdf.length).toBeLessThan(60_000);
});

test('a name that is too long keeps to its place', () => {
  const width = (text: string): number => text.length;
  expect(broken('eins zwei drei', 9, width, 5)).toEqual(['eins zwei', 'drei']);
  expect(broken('a'.repeat(20), 9, width, 2)).toEqual(['aaaaaaaaa', 'aaaaaaaa…']);
  expect(broken('', 9, width, 2)).toEqual(['']);
});
