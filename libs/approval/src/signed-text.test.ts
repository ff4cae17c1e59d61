import { signedText, type Signature } from './signed-text';

const facts = { gross: '1.190,00 EUR', supplier: 'Muster & Söhne GmbH', invoiceNumber: 'RE-2026-1001' };

const signatures: Signature[] = [
  { kind: 'certify', certificate: 'factual' },
  { kind: 'certify', certificate: 'arithmetical' },
  { kind: 'certify', certificate: 'technical' },
  { kind: 'order' },
];

test.each(signatures)('the text of %j names the facts in both languages', (signature) => {
  const { de, en } = signedText(signature, facts);
  for (const text of [de, en]) for (const fact of Object.values(facts)) expect(text).toContain(fact);
});

test('each signature has its own words', () => {
  const texts = signatures.flatMap((signature) => Object.values(signedText(signature, facts)));
  expect(new Set(texts).size).toBe(8);
});

test('the factual certificate says what the law asks', () => {
  const { de } = signedText({ kind: 'certify', certificate: 'factual' }, facts);
  for (const word of ['notwendig', 'wirtschaftlich', 'vereinbart', 'Abtretungen', 'Einbehalte', 'Preis']) {
    expect(de).toContain(word);
  }
});

test('the order rests on the certificates and on the budget', () => {
  const { de } = signedText({ kind: 'order' }, facts);
  for (const word of ['angewiesen', 'Feststellungen', 'haushaltsrechtlich', 'Mittel']) expect(de).toContain(word);
});

test('an invoice paid in part is ordered with what is still open', () => {
  const { de, en } = signedText({ kind: 'order' }, { ...facts, due: '690,00 EUR' });
  expect(de).toContain('1.190,00 EUR (brutto), davon noch offen 690,00 EUR:');
  expect(de).toContain('den noch offenen Betrag bei Fälligkeit');
  expect(en).toContain('of which 690,00 EUR is still open');
  expect(en).toContain('to pay the amount still open to the payee');
});

test('nothing is paid out on a credit note', () => {
  const { de, en } = signedText({ kind: 'order' }, { ...facts, creditNote: true });
  expect(de).toContain('Gutschrift RE-2026-1001');
  expect(de).toContain('ausgezahlt wird nichts');
  expect(de).not.toMatch(/Auszahlungsanordnung|Zahlungsempfänger|Rechnung RE/);
  expect(en).toContain('Credit note RE-2026-1001');
});
