import { type AllowanceOrCharge } from '../model';
import { trimmed } from './values';
import { type XmlElement } from './xml/element';

type Both = { readonly allowances: readonly AllowanceOrCharge[]; readonly charges: readonly AllowanceOrCharge[] };

/** How a syntax writes an allowance or charge. */
type Binding = {
  readonly indicator: (element: XmlElement) => XmlElement | undefined;
  readonly read: (element: XmlElement) => AllowanceOrCharge;
};

/** Sorts by what the ChargeIndicator says; anything but a boolean belongs to neither list, as in the official bindings. */
export function sortedByIndicator(elements: readonly XmlElement[], { indicator, read }: Binding): Both {
  const saying = (...words: readonly string[]) =>
    elements.filter((element) => words.includes(trimmed(indicator(element)?.text ?? ''))).map(read);
  return { allowances: saying('false', '0'), charges: saying('true', '1') };
}
