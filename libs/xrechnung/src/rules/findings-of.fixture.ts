import { type Finding } from '../findings';
import { type Invoice } from '../model';
import { checkInvoice } from './check-invoice';
import { belegfluss, en16931, xrechnung } from './rule-sets';

/** For tests: what one rule reports, whether or not a scenario asks for its set. */
export const findingsOf = (invoice: Invoice, rule: string): readonly Finding[] =>
  checkInvoice(invoice, [en16931, xrechnung, belegfluss]).findings.filter((finding) => finding.rule === rule);

type Node = Readonly<Record<string, unknown>>;

/** For tests: the invoice with the member at `path` put to `value`, or taken out when `value` is undefined. */
export function changed(invoice: Invoice, path: string, value?: unknown): Invoice {
  return put(invoice, path.split('.'), value) as unknown as Invoice;
}

function put(node: Node, [key, ...rest]: readonly string[], value: unknown): Node | readonly unknown[] {
  if (key === undefined) return node;
  const next = rest.length === 0 ? value : put((node[key] ?? {}) as Node, rest, value);
  if (Array.isArray(node)) {
    const items: readonly unknown[] = node;
    return items.flatMap((item, at) => (String(at) !== key ? [item] : next === undefined ? [] : [next]));
  }
  const { [key]: _before, ...others } = node;
  return next === undefined ? others : { ...others, [key]: next };
}
