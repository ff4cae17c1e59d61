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
