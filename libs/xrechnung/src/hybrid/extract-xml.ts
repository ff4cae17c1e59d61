import { attemptAsync, refusal, type Unreadable } from '../syntax/unreadable';
import { type EmbeddedFile, embeddedFiles, streamOf } from './embedded-files';
import { openPdf } from './open-pdf';
import { unpack } from './unpack';

/** The invoice XML inside a PDF, or that there is none. */
export type Extraction =
  | { readonly kind: 'xml'; readonly bytes: Uint8Array; readonly fileName: string }
  | { readonly kind: 'none' }
  | Unreadable;

/** File names under which ZUGFeRD, Factur-X and XRechnung embed the invoice, in lower case. */
const invoiceNames: ReadonlySet<string> = new Set(['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml']);

/** The last part of a name that a sender may have written as a path. */
const baseName = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);

const isInvoice = ({ name }: EmbeddedFile): boolean => invoiceNames.has(baseName(name).trim().toLowerCase());

/** Finds the invoice XML by its name, wherever it is embedded. Two that differ are never chosen from. */
export async function extractXml(pdf: Uint8Array): Promise<Extraction> {
  return attemptAsync(async (): Promise<Extraction> => {
    const files = embeddedFiles(await openPdf(pdf)).filter(isInvoice);
    const [found, ...more] = files.map((file) => ({ fileName: file.name, bytes: unpack(streamOf(file)) }));
    if (!found) return { kind: 'none' };
    if (more.some(({ bytes }) => Buffer.compare(bytes, found.bytes) !== 0)) throw ambiguous(files);
    return { kind: 'xml', ...found };
  });
}

const ambiguous = (files: readonly EmbeddedFile[]) => {
  const names = files.map(({ name }) => baseName(name).slice(0, 100)).join(', ');
  return refusal(
    'pdf-ambiguous-xml',
    {
      de: `Das PDF enthält mehrere Rechnungen als XML, die sich unterscheiden (${names}); welche gilt, ist nicht erkennbar.`,
      en: `The PDF contains several invoices as XML that differ (${names}); which one counts cannot be told.`,
    },
    {
      next: {
        de: 'Keine davon wurde gelesen. Klären Sie mit dem Absender, welche gilt, und bitten Sie um ein PDF mit nur einer.',
        en: 'None of them was read. Clear up with the sender which one counts and ask for a PDF with only one.',
      },
    },
  );
};

/** Every embedded file with its bytes, for display and comparison. */
export async function listEmbeddedFiles(
  pdf: Uint8Array,
): Promise<
  | { readonly kind: 'files'; readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[] }
  | Unreadable
> {
  return attemptAsync(async () => {
    const files = embeddedFiles(await openPdf(pdf)).map((file) => ({ name: file.name, bytes: unpack(streamOf(file)) }));
    return { kind: 'files' as const, files };
  });
}
