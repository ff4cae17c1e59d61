import { PDFArray, PDFDict, PDFHexString, PDFName, type PDFObject, PDFRawStream, PDFString } from 'pdf-lib';
import { refusal } from '../syntax/unreadable';
import { PDF_LIMITS as limits } from './limits';
import { damaged } from './unpack';

/** A file inside a PDF. The name is a claim of the sender: for display and recognition, never a path. */
export type EmbeddedFile = { readonly name: string; readonly stream: PDFRawStream | undefined };

const get = (dict: PDFDict, key: string): PDFObject | undefined => dict.lookup(PDFName.of(key));

const dictOf = (object: PDFObject | undefined): PDFDict | undefined => (object instanceof PDFDict ? object : undefined);

/** Some writers end their strings as C does. */
const textOf = (object: PDFObject | undefined): string | undefined =>
  object instanceof PDFString || object instanceof PDFHexString ? object.decodeText().replace(/\0+$/, '') : undefined;

/** The entries of a list, followed to what they point at. */
function entries(object: PDFObject | undefined): readonly (PDFObject | undefined)[] {
  if (!(object instanceof PDFArray)) return [];
  checkCount(object.size());
  return Array.from({ length: object.size() }, (_, index) => object.lookup(index));
}

function checkCount(count: number): void {
  if (count <= limits.treeNodes) return;
  throw refusal('pdf-too-large', {
    de: `Das PDF enthält ein Verzeichnis mit mehr als ${limits.treeNodes} Einträgen.`,
    en: `The PDF contains a directory of more than ${limits.treeNodes} entries.`,
  });
}

/** All nodes of a tree that grows by /Kids, each once: a tree that contains itself comes to an end. */
function treeNodes(root: PDFDict | undefined): readonly PDFDict[] {
  const seen = new Set<PDFDict>();
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    checkCount(seen.size);
    for (const kid of entries(get(node, 'Kids')).toReversed()) if (kid instanceof PDFDict) waiting.push(kid);
  }
  return [...seen];
}

/** File specifications of the name tree: /Names holds pairs of key and specification. */
function ofNameTree(catalog: PDFDict): readonly (PDFDict | undefined)[] {
  const names = dictOf(get(catalog, 'Names'));
  return treeNodes(names && dictOf(get(names, 'EmbeddedFiles'))).flatMap((node) =>
    entries(get(node, 'Names'))
      .filter((_, index) => index % 2 === 1)
      .map(dictOf),
  );
}

const ofAssociatedFiles = (catalog: PDFDict): readonly (PDFDict | undefined)[] =>
  entries(get(catalog, 'AF')).map(dictOf);

/** File specifications of the paper clips on the pages. */
const ofAnnotations = (catalog: PDFDict): readonly (PDFDict | undefined)[] =>
  treeNodes(dictOf(get(catalog, 'Pages')))
    .flatMap((page) => entries(get(page, 'Annots')))
    .map(dictOf)
    .filter((annotation) => annotation && get(annotation, 'Subtype') === PDFName.of('FileAttachment'))
    .map((annotation) => annotation && dictOf(get(annotation, 'FS')));

function embeddedFile(specification: PDFDict): EmbeddedFile | undefined {
  const name = textOf(get(specification, 'UF')) ?? textOf(get(specification, 'F'));
  const content = dictOf(get(specification, 'EF'));
  if (name === undefined || !content) return undefined;
  const stream = get(content, 'UF') ?? get(content, 'F');
  return { name, stream: stream instanceof PDFRawStream ? stream : undefined };
}

/** Every file inside the PDF once, however many ways lead to it. */
export function embeddedFiles(catalog: PDFDict): readonly EmbeddedFile[] {
  const specifications = [...ofNameTree(catalog), ...ofAssociatedFiles(catalog), ...ofAnnotations(catalog)];
  const files = [...new Set(specifications)].flatMap((one) => (one && embeddedFile(one)) ?? []);
  const distinct = files.filter(
    ({ stream }, index) => stream === undefined || files.findIndex((other) => other.stream === stream) === index,
  );
  if (distinct.length > limits.embeddedFiles) {
    throw refusal('too-many-attachments', {
      de: `Das PDF enthält mehr als ${limits.embeddedFiles} eingebettete Dateien.`,
      en: `The PDF contains more than ${limits.embeddedFiles} embedded files.`,
    });
  }
  return distinct;
}

/** The stream of a file, which a truncated PDF may have lost. */
export function streamOf({ stream }: EmbeddedFile): PDFRawStream {
  if (stream) return stream;
  throw damaged(
    'Das PDF nennt eine eingebettete Datei, deren Inhalt fehlt; es ist beschädigt oder unvollständig übertragen.',
    'The PDF names an embedded file whose content is missing; it is damaged or was transmitted incompletely.',
  );
}
