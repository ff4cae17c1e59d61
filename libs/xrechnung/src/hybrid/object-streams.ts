import { refusal, type Refusal } from '../syntax/unreadable';
import { PDF_LIMITS as limits } from './limits';
import { inflatedSize } from './unpack';

/** Streams that the PDF library unpacks while it opens the file, without bound: packed objects and packed cross references. */
const opened = /\/(?:ObjStm|XRef)\b/g;

/** What may stand between the type of a stream and its bytes; dictionaries of these streams are short. */
const DICTIONARY = 4096;

const packing = /\/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b/g;

const tooLarge = (): Refusal =>
  refusal('pdf-too-large', {
    de: `Das PDF enthält gepackte Objekte, die ausgepackt größer als ${limits.inflated / 1_000_000} MB oder mehrfach gepackt sind.`,
    en: `The PDF contains packed objects that are larger than ${limits.inflated / 1_000_000} MB when unpacked, or packed several times.`,
  });

/** Unpacks within bounds what opening the file will unpack without, and refuses the file if that is too much. */
export function checkObjectStreams(pdf: Buffer): void {
  const text = pdf.toString('latin1');
  let sum = 0;
  let count = 0;
  for (const { index } of text.matchAll(opened)) {
    const start = dataStart(text, index);
    count += 1;
    if (count > limits.treeNodes) throw tooLarge();
    if (start === undefined) continue;
    const before = text.slice(Math.max(index - DICTIONARY, 0), start);
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    if ((dictionary.match(packing) ?? []).length > 1) throw tooLarge();
    sum += inflatedSize(pdf.subarray(start)) ?? Infinity;
    if (sum > limits.inflated) throw tooLarge();
  }
}

/** Where the bytes of the stream begin whose dictionary holds `from`. */
function dataStart(text: string, from: number): number | undefined {
  const found = /stream(?:\r\n|\n|\r)/.exec(text.slice(from, from + DICTIONARY));
  return found ? from + found.index + found[0].length : undefined;
}
