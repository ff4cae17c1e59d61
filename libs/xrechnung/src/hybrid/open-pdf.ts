import { ParseSpeeds, PDFDict, PDFDocument } from 'pdf-lib';
import { refusal } from '../syntax/unreadable';
import { PDF_LIMITS as limits } from './limits';
import { checkObjectStreams } from './object-streams';
import { damaged } from './unpack';

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function checkFile(bytes: Uint8Array): void {
  if (bytes.length === 0) throw refusal('empty', { de: 'Die Datei ist leer.', en: 'The file is empty.' });
  if (bytes.length > limits.bytes) {
    throw refusal('too-large', {
      de: `Die Datei ist größer als ${limits.bytes / 1_000_000} MB.`,
      en: `The file is larger than ${limits.bytes / 1_000_000} MB.`,
    });
  }
  if (!buffer(bytes.subarray(0, limits.headerWithin)).includes('%PDF-')) {
    throw refusal('type-mismatch', { de: 'Die Datei ist kein PDF.', en: 'The file is no PDF.' });
  }
}

const encrypted = () =>
  refusal(
    'pdf-encrypted',
    {
      de: 'Das PDF ist mit einem Kennwort verschlüsselt und lässt sich nicht öffnen.',
      en: 'The PDF is encrypted with a password and cannot be opened.',
    },
    {
      next: {
        de: 'Es wurde keine Rechnung daraus gelesen. Bitten Sie den Absender um eine Fassung ohne Kennwort.',
        en: 'No invoice was read from it. Ask the sender for a copy without a password.',
      },
    },
  );

const broken = () =>
  damaged('Das PDF ist beschädigt und lässt sich nicht öffnen.', 'The PDF is damaged and cannot be opened.');

/** The catalog of the PDF, opened with the empty user password where it is encrypted. */
export async function openPdf(bytes: Uint8Array): Promise<PDFDict> {
  checkFile(bytes);
  checkObjectStreams(buffer(bytes));
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, { password: '', updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  } catch {
    // The library names neither case reliably; whoever encrypts says so in the trailer.
    throw buffer(bytes).includes('/Encrypt') ? encrypted() : broken();
  }
  const catalog: unknown = document.context.lookup(document.context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) throw broken();
  return catalog;
}
