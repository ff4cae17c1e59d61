import { type Invoice } from './model';
import { trimmed } from './syntax/values';

/** The short names, tried in this order: a longer identifier holds the shorter ones. */
const profiles: readonly (readonly [name: string, specification: RegExp])[] = [
  ['XRECHNUNG-EXTENSION', /kosit:extension:xrechnung_[3-9]/],
  ['XRECHNUNG-CVD', /kosit:xrechnung:cvd_/],
  ['XRECHNUNG', /kosit:xrechnung_[3-9]/],
  // Versions before 3.0 are out of force.
  ['XRECHNUNG (old)', /kosit:(?:standard:)?xrechnung_[12]\./],
  ['PEPPOL', /urn:fdc:peppol\.eu:2017:poacc:billing:3\./],
  ['EXTENDED', /(?:factur-x\.eu:1p0|zugferd\.de:2p\d|invoice:1p0|invoice:rc):extended$/],
  ['BASIC WL', /(?:factur-x\.eu:1p0|zugferd\.de:2p\d):basicwl$/],
  ['BASIC', /(?:factur-x\.eu:1p0|zugferd\.de:2p\d|invoice:1p0|invoice:rc):basic$/],
  ['MINIMUM', /(?:factur-x\.eu:1p0|zugferd\.de:2p\d):minimum$/],
  ['COMFORT', /urn:ferd:.*:comfort$/],
  ['EN16931', /^urn:cen\.eu:en16931:2017$/],
];

/** The short name of what the invoice claims to follow (BT-24), the identifier itself where it has none, undefined without BT-24. */
export function profileOf(invoice: Invoice): string | undefined {
  const specification = trimmed(invoice.specification?.text ?? '');
  if (specification === '') return undefined;
  return profiles.find(([, pattern]) => pattern.test(specification))?.[0] ?? specification;
}
