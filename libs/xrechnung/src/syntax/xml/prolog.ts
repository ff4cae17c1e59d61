import { refusal } from '../unreadable';

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Behind `end`, or the end of the text where it does not come: the parser then names the fault. */
function skipPast(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length : at + end.length;
}

/**
 * Where the first tag or declaration stands, skipping white space, comments and processing instructions.
 * A DOCTYPE can only stand there; the word inside a comment, CDATA or text never gets this far.
 */
function firstMarkup(text: string): number {
  let at = skipSpace(text, 0);
  for (;;) {
    if (text.startsWith('<?', at)) at = skipPast(text, '?>', at + 2);
    else if (text.startsWith('<!--', at)) at = skipPast(text, '-->', at + 4);
    else return at;
    at = skipSpace(text, at);
  }
}

const version = (text: string): string | undefined =>
  /^<\?xml[\t\n\r ]+version[\t\n\r ]*=[\t\n\r ]*["']([^"'<>]{0,80})["']/.exec(text)?.[1];

/** Looks at what stands before the root element and refuses what no e-invoice needs, before a parser sees it. */
export function checkProlog(text: string): void {
  const start = firstMarkup(text);
  const markup = text.slice(start, start + 64).toLowerCase();
  if (/^<(?:!doctype\s+)?html[\s>]/.test(markup)) {
    throw refusal('unknown-syntax', {
      de: 'Die Datei ist eine HTML-Seite, keine E-Rechnung.',
      en: 'The file is an HTML page, not an e-invoice.',
    });
  }
  if (markup.startsWith('<!doctype')) {
    throw refusal('xml-doctype', {
      de: 'Die Datei enthält eine DOCTYPE-Deklaration. Keine E-Rechnung braucht sie, und sie kann fremde Dateien oder Adressen einbinden; sie wird deshalb nie ausgewertet.',
      en: 'The file contains a DOCTYPE declaration. No e-invoice needs one and it can pull in foreign files or addresses; it is therefore never evaluated.',
    });
  }
  const stated = version(text);
  if (stated !== undefined && stated !== '1.0') {
    throw refusal('xml-version', {
      de: `Die Datei ist in XML ${stated} geschrieben; E-Rechnungen sind XML 1.0.`,
      en: `The file is written in XML ${stated}; e-invoices are XML 1.0.`,
    });
  }
}
