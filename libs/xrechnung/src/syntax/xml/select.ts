import { refusal } from '../unreadable';
import { type XmlElement } from './element';

/** A step that the schema allows at most once. Met twice, nobody can say which one counts: never the first, never the last. */
export function one(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  if (!parent) return undefined;
  let found: XmlElement | undefined;
  for (const child of parent.children) {
    if (child.name !== name) continue;
    if (found) throw twice(child);
    found = child;
  }
  return found;
}

/**
 * A step that the schema lets repeat, but of which an invoice can have one truth only (an amount, say).
 * Repeated with the same text it is read once; contradicting itself it is refused.
 */
export function sole(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return agreeing(all(parent, name));
}

/** The first of the elements, provided that they all say the same. */
export function agreeing([head, ...more]: readonly XmlElement[]): XmlElement | undefined {
  const other = more.find((element) => element.text !== head?.text);
  if (other) throw twice(other);
  return head;
}

function twice(element: XmlElement): Error {
  return refusal(
    'xml-schema',
    {
      de: `Das Element ${element.name} steht mehrfach, wo eine Rechnung es nur einmal haben kann (${element.where}); welches gilt, ist nicht erkennbar.`,
      en: `The element ${element.name} stands more than once where an invoice can have it only once (${element.where}); which one counts cannot be told.`,
    },
    { wellFormed: true },
  );
}

/** The elements of that name, in the order of the document. */
export function all(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  return parent ? parent.children.filter((child) => child.name === name) : [];
}

/** For steps that the schema lets repeat and the standard reads once: a rule reports the repetition, the first is shown. */
export function first(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((child) => child.name === name);
}

/** Walks down steps that the schema allows once each. */
export function path(parent: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>(one, parent);
}
