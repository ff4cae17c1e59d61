import { textOf } from './read-file';

const text = 'Name;Straße\nAydın geht nicht, Özgür schon – 5 €';
const latin = 'Name;Straße\nÖzgür – 5 €';
const windows = Uint8Array.from(Array.from(latin, (sign) => ({ '–': 0x96, '€': 0x80 })[sign] ?? sign.charCodeAt(0)));
const utf16 = (little: boolean): Uint8Array => {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, little);
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 + at * 2, text.charCodeAt(at), little);
  return bytes;
};

test.each([
  ['UTF-8', new TextEncoder().encode(text), text],
  ['UTF-8 with its mark', new TextEncoder().encode(`\uFEFF${text}`), text],
  ['Windows-1252', windows, latin],
  ['UTF-16 of Excel', utf16(true), text],
  ['UTF-16 the other way round', utf16(false), text],
])('%s is read as it was written', (_, bytes, expected) => {
  expect(textOf(bytes)).toBe(expected);
});
