import { TimelineEntry } from '@libs/contracts';
import { sentenceFor } from './timeline-sentences';

const actor = { id: '00000000-0000-4000-8000-000000000001', name: 'Miriam Aydın' };
const at = '2026-11-23T09:02:00Z';
const kinds = TimelineEntry.shape.kind.options;

test.each([
  ['certified', { certificate: 'factual' }, 'Miriam Aydın bestätigte die sachliche Richtigkeit.'],
  ['certified', { certificate: 'arithmetical' }, 'Miriam Aydın bestätigte die rechnerische Richtigkeit.'],
  ['ordered', {}, 'Miriam Aydın erteilte die Anordnung.'],
  ['objected', { reason: 'falsche Menge' }, 'Miriam Aydın lehnte die Rechnung ab. Grund: falsche Menge'],
  ['coded', { sum: '6188.00', count: '2' }, 'Miriam Aydın kontierte 6.188,00\u00a0€ auf 2 Zeilen.'],
  ['coded', { sum: '6188.00', count: '1' }, 'Miriam Aydın kontierte 6.188,00\u00a0€ auf eine Zeile.'],
  ['exported', { batch: '2026-001' }, 'Miriam Aydın übergab die Rechnung an die Buchhaltung mit Stapel 2026-001.'],
] as const)('%s %j: %s', (kind, data, sentence) => {
  expect(sentenceFor({ at, kind, actor, data }).de).toBe(sentence);
});

test('where no person acted, Belegfluss did', () => {
  const entry: TimelineEntry = { at, kind: 'assigned', actor: null, data: { name: '40 Schule', basis: 'leitweg-id' } };
  expect(sentenceFor(entry).de).toBe(
    'Belegfluss ordnete die Rechnung der Stelle 40 Schule zu, wie die Leitweg-ID es sagt.',
  );
});

test.each(kinds)('%s is a sentence in both languages, whatever is missing', (kind) => {
  for (const by of [actor, null]) {
    const { de, en } = sentenceFor({ at, kind, actor: by, data: {} });
    for (const sentence of [de, en]) {
      expect(sentence).toMatch(/^[A-ZÄÖÜ].*\.$/u);
      expect(sentence).not.toMatch(/undefined|null| {2}| \./);
    }
    expect(de).not.toBe(en);
  }
});

test('codes of the machine are not shown to people', () => {
  expect(sentenceFor({ at, kind: 'parked', actor: null, data: { reason: 'reader-failed' } }).de).not.toContain(
    'reader',
  );
});
