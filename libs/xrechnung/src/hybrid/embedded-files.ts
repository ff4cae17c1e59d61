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

/** Files of the name tree: /Names holds pairs of key and specification. A specification that is lost leaves its key. */
function ofNameTree(catalog: PDFDict): readonly EmbeddedFile[] {
  const names = dictOf(get(catalog, 'Names'));
  return treeNodes(names && dictOf(get(names, 'EmbeddedFiles'))).flatMap((node) => {
    const pairs = entries(get(node, 'Names'));
    return pairs.flatMap((key, index) => {
      if (index % 2 === 1) return [];
      const specification = dictOf(pairs[index + 1]);
      if (specification) return embeddedFile(specification) ?? [];
      return { name: textOf(key) ?? '', stream: undefined };
    });
  });
}

const ofAssociatedFiles = (catalog: PDFDict): readonly EmbeddedFile[] =>
  entries(get(catalog, 'AF')).flatMap((object) => embeddedFile(dictOf(object)) ?? []);

/** Files of the paper clips on the pages. */
const ofAnnotations = (catalog: PDFDict): readonly EmbeddedFile[] =>
  treeNodes(dictOf(get(catalog, 'Pages')))
    .flatMap((page) => entries(get(page, 'Annots')))
    .flatMap((object) => {
      const annotation = dictOf(object);
      if (!annotation || get(annotation, 'Subtype') !== PDFName.of('FileAttachment')) return [];
      return embeddedFile(dictOf(get(annotation, 'FS'))) ?? [];
    });

function embeddedFile(specification: PDFDict | undefined): EmbeddedFile | undefined {
  if (!specification) return undefined;
  const name = textOf(get(specification, 'UF')) ?? textOf(get(specification, 'F'));
  const content = dictOf(get(specification, 'EF'));
  if (name === undefined || !content) return undefined;
  const stream = get(content, 'UF') ?? get(content, 'F');
  return { name, stream: stream instanceof PDFRawStream ? stream : undefined };
}

/** Every file inside the PDF once, however many ways lead to it. */
export function embeddedFiles(catalog: PDFDict): readonly EmbeddedFile[] {
  const files = [...ofNameTree(catalog), ...ofAssociatedFiles(catalog), ...ofAnnotations(catalog)];
  const distinct = files.filter(
    ({ name, stream }, index) =>
      files.findIndex((other) => other.stream === stream && (stream !== undefined || other.name === name)) === index,
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
