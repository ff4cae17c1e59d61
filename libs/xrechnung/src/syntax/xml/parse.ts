import { SaxesParser, type SaxesTagNS } from 'saxes';
import { refusal } from '../unreadable';
import { AttachmentBudget, isAttachment } from './attachments';
import { XmlElement } from './element';
import { XML_LIMITS as limits } from './limits';
import { canonicalName } from './namespaces';

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Characters handed to the parser at once: it reports a text when it ends, so between chunks we look how long it has become. */
const CHUNK = 200_000;

/** What is open while reading: the element, its children so far, and how often each name came among them. */
type Open = { element: XmlElement; below: Below | undefined; textFrom: number };

/** Made with the first child only: most elements are leaves. */
type Below = { children: XmlElement[]; counts: Map<string, number> };

const belowOf = (parent: Open): Below => (parent.below ??= { children: [], counts: new Map<string, number>() });

const tooLong = (limit: number) =>
  refusal('text-too-long', {
    de: `Ein einzelner Text der Datei ist länger als ${limit} Zeichen.`,
    en: `A single text of the file is longer than ${limit} characters.`,
  });

/** Builds the tree and stops at the first limit that is passed, on the way down. */
class TreeBuilder {
  root: XmlElement | undefined;
  private readonly open: Open[] = [];
  private readonly names = new Map<string, Map<string, string>>();
  private readonly attachments = new AttachmentBudget();
  private elements = 0;
  /** Where the last tag, attribute or text was reported. */
  private reported = 0;
  private attributes = 0;

  constructor(private readonly position: () => number) {}

  start(name: string): void {
    this.attributes = 0;
    this.reported = this.position();
    if (name.length > limits.name) this.refuseName();
    if (this.open.length >= limits.depth) {
      throw refusal('xml-depth', {
        de: `Die Elemente der Datei sind tiefer als ${limits.depth} Ebenen ineinander verschachtelt.`,
        en: `The elements of the file are nested deeper than ${limits.depth} levels.`,
      });
    }
    this.elements += 1;
    if (this.elements > limits.elements) {
      throw refusal('xml-too-many-elements', {
        de: `Die Datei hat mehr als ${limits.elements} Elemente.`,
        en: `The file has more than ${limits.elements} elements.`,
      });
    }
  }

  attribute(name: string, value: string): void {
    this.attributes += 1;
    this.reported = this.position();
    if (name.length > limits.name) this.refuseName();
    if (value.length > limits.text) throw tooLong(limits.text);
    if (this.attributes > limits.attributes) {
      throw refusal('xml-too-many-attributes', {
        de: `Ein Element der Datei hat mehr als ${limits.attributes} Attribute.`,
        en: `An element of the file has more than ${limits.attributes} attributes.`,
      });
    }
  }

  enter(tag: SaxesTagNS): void {
    const parent = this.open.at(-1);
    const below = parent && belowOf(parent);
    const name = this.nameOf(tag);
    const position = (below?.counts.get(name) ?? 0) + 1;
    const element = new XmlElement(tag.uri, tag.local, name, attributesOf(tag), parent?.element, position);
    below?.counts.set(name, position);
    below?.children.push(element);
    this.root ??= element;
    this.reported = this.position();
    this.open.push({ element, below: undefined, textFrom: this.reported });
  }

  text(text: string): void {
    const top = this.open.at(-1);
    this.reported = this.position();
    if (!top) return; // white space around the root; anything else the parser refuses
    const { element } = top;
    element.text = element.text === '' ? text : element.text + text;
    if (isAttachment(element.name)) return;
    if (element.text.length > limits.text || this.reported - top.textFrom - 1 > limits.text) this.checkText(top);
  }

  leave(): void {
    this.reported = this.position();
    const top = this.open.pop();
    if (!top) return;
    if (top.below) top.element.children = top.below.children;
    if (isAttachment(top.element.name)) this.attachments.add(top.element.text);
  }

  /** Stops a text that has not come to its end yet, a chunk late at most: a million character references cost a second. */
  checkPending(consumed: number): void {
    const top = this.open.at(-1);
    if (top && isAttachment(top.element.name)) return;
    if (consumed - this.reported > limits.text + CHUNK) throw tooLong(limits.text);
  }

  /** A leaf is measured as written; white space between the children of a container may sum up to more. */
  private checkText({ element, below }: Open): void {
    if (!below || element.text.length > limits.text) throw tooLong(limits.text);
  }

  /** Names repeat thousands of times: one string for each keeps comparing cheap. */
  private nameOf({ uri, local }: SaxesTagNS): string {
    let known = this.names.get(uri);
    if (!known) this.names.set(uri, (known = new Map<string, string>()));
    let name = known.get(local);
    if (name === undefined) known.set(local, (name = canonicalName(uri, local)));
    return name;
  }

  private refuseName(): never {
    throw refusal('xml-schema', {
      de: `Die Datei enthält einen Element- oder Attributnamen mit mehr als ${limits.name} Zeichen; keine Rechnungssyntax kennt einen solchen.`,
      en: `The file contains an element or attribute name of more than ${limits.name} characters; no invoice syntax knows one.`,
    });
  }
}

function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> {
  let attributes: Map<string, string> | undefined;
  for (const name in tag.attributes) {
    const attribute = tag.attributes[name];
    if (!attribute || attribute.uri === XMLNS) continue;
    attributes ??= new Map();
    attributes.set(
      attribute.uri === '' ? attribute.local : canonicalName(attribute.uri, attribute.local),
      attribute.value,
    );
  }
  return attributes ?? XmlElement.noAttributes;
}

/** Parses decoded XML strictly: well-formed with namespaces, or refused at the first fault. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const tree = new TreeBuilder(() => parser.position);
  parser.on('error', (error) => {
    const fault = error.message.slice(0, 200);
    throw refusal(
      'xml-syntax',
      {
        de: `Die Datei ist kein wohlgeformtes XML (Zeile:Spalte und Fehler: ${fault}).`,
        en: `The file is not well-formed XML (line:column and fault: ${fault}).`,
      },
      { wellFormed: false },
    );
  });
  parser.on('opentagstart', (tag) => {
    tree.start(tag.name);
  });
  parser.on('attribute', (attribute) => {
    tree.attribute(attribute.name, attribute.value);
  });
  parser.on('opentag', (tag) => {
    tree.enter(tag);
  });
  parser.on('text', (part) => {
    tree.text(part);
  });
  parser.on('cdata', (part) => {
    tree.text(part);
  });
  parser.on('closetag', () => {
    tree.leave();
  });
  for (let at = 0; at < text.length; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
    tree.checkPending(at + CHUNK);
  }
  parser.close();
  if (!tree.root) throw new Error('The parser ended without a root element and without a fault.');
  return tree.root;
}
