import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFName, type PDFRawStream } from 'pdf-lib';
import { refusal, type Refusal } from '../syntax/unreadable';
import { PDF_LIMITS as limits } from './limits';

export const damaged = (de: string, en: string): Refusal => refusal('pdf-damaged', { de, en });

const tooLarge = (): Refusal =>
  refusal('too-large', {
    de: `Eine in das PDF eingebettete Datei ist ausgepackt größer als ${limits.inflated / 1_000_000} MB.`,
    en: `A file embedded in the PDF is larger than ${limits.inflated / 1_000_000} MB when unpacked.`,
  });

const unpackable = (): Refusal =>
  damaged(
    'Eine in das PDF eingebettete Datei lässt sich nicht auspacken; das PDF ist beschädigt oder ungewöhnlich gepackt.',
    'A file embedded in the PDF cannot be unpacked; the PDF is damaged or packed in an unusual way.',
  );

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;

/** The PDF library inflates without bound; zlib stops at the limit. */
function inflate(packed: Uint8Array): Uint8Array {
  try {
    return inflateSync(packed, { maxOutputLength: limits.inflated });
  } catch (error) {
    throw hasCode(error, 'ERR_BUFFER_TOO_LARGE') ? tooLarge() : unpackable();
  }
}

/** How large a Flate stream is unpacked; undefined beyond the limit. What is no Flate stream takes no room here. */
export function inflatedSize(packed: Uint8Array): number | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: limits.inflated }).length;
  } catch (error) {
    return hasCode(error, 'ERR_BUFFER_TOO_LARGE') ? undefined : 0;
  }
}

function fromHex(packed: Uint8Array): Uint8Array {
  const digits = Buffer.from(packed).toString('latin1').replace(/\s+/g, '').replace(/>.*$/s, '');
  if (!/^[0-9A-Fa-f]*$/.test(digits)) throw unpackable();
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

/** ASCII85: five characters from "!" to "u" for four bytes, "z" for four zero bytes. */
function fromAscii85(packed: Uint8Array): Uint8Array {
  const text = Buffer.from(packed).toString('latin1').replace(/\s+/g, '').replace(/~>.*$/s, '').replace(/z/g, '!!!!!');
  if (!/^[!-u]*$/.test(text) || text.length % 5 === 1) throw unpackable();
  const bytes = Buffer.alloc(Math.ceil(text.length / 5) * 4);
  for (let at = 0; at < text.length; at += 5) {
    let value = 0;
    // A short last group is filled up with the highest digit.
    for (let digit = at; digit < at + 5; digit += 1)
      value = value * 85 + (digit < text.length ? text.charCodeAt(digit) - 33 : 84);
    if (value > 0xffffffff) throw unpackable();
    bytes.writeUInt32BE(value, (at / 5) * 4);
  }
  return bytes.subarray(0, Math.floor((text.length * 4) / 5));
}

const filters: ReadonlyMap<string, (packed: Uint8Array) => Uint8Array> = new Map([
  ['/FlateDecode', inflate],
  ['/Fl', inflate],
  ['/ASCIIHexDecode', fromHex],
  ['/AHx', fromHex],
  ['/ASCII85Decode', fromAscii85],
  ['/A85', fromAscii85],
]);

/** Filter or list of filters, in the order in which they are undone. */
function filterNames(stream: PDFRawStream): readonly string[] {
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  if (filter instanceof PDFName) return [filter.asString()];
  return filter instanceof PDFArray ? filter.asArray().map((name) => name.toString()) : [];
}

/** Predictors serve pictures and tables; an embedded file has none, and guessing would alter its bytes. */
function hasPredictor(stream: PDFRawStream): boolean {
  const parameters = stream.dict.lookup(PDFName.of('DecodeParms'));
  const list = parameters instanceof PDFArray ? parameters.asArray() : [parameters];
  return list.some((one) => one instanceof PDFDict && one.has(PDFName.of('Predictor')));
}

/** The bytes of an embedded file, never more than the limit. */
export function unpack(stream: PDFRawStream): Uint8Array {
  if (hasPredictor(stream)) throw unpackable();
  const bytes = filterNames(stream).reduce<Uint8Array>((packed, name) => {
    const filter = filters.get(name);
    if (!filter) throw unpackable();
    return filter(packed);
  }, stream.getContents());
  if (bytes.length > limits.inflated) throw tooLarge();
  return bytes;
}
