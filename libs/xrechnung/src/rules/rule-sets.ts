import { type Invoice } from '../model';
import { accounts } from './belegfluss/accounts';
import { values } from './belegfluss/values';
import { document } from './en16931/document';
import { documentTotals } from './en16931/document-totals';
import { parties } from './en16931/parties';
import { vatBreakdown } from './en16931/vat-breakdown';
import { type Rule } from './rule';
import { type OfficialSet, scenarioOf } from './scenarios';
import { document as xrechnungDocument } from './xrechnung/document';
import { parties as xrechnungParties } from './xrechnung/parties';

/**
 * Rules that are published together, in one version. `complete` says whether every rule of that version is here: only
 * then may silence mean approval.
 */
export type Rulebook = {
  readonly name: OfficialSet | 'BELEGFLUSS';
  readonly version: string;
  readonly complete: boolean;
  readonly rules: readonly Rule[];
};

/** EN 16931 validation artefacts: so far BR-01 to BR-16 and BR-CO-10 to BR-CO-17. */
export const en16931: Rulebook = {
  name: 'EN16931',
  version: '1.3.15',
  complete: false,
  rules: [...document, ...parties, ...documentTotals, ...vatBreakdown],
};

/** XRechnung Schematron: so far BR-DE-1 to BR-DE-15 (12 and 13 do not exist). */
export const xrechnung: Rulebook = {
  name: 'XRECHNUNG',
  version: '2.5.0',
  complete: false,
  rules: [...xrechnungDocument, ...xrechnungParties],
};

/** Our own: they never touch the verdict, the acceptance policy reads them. */
export const belegfluss: Rulebook = {
  name: 'BELEGFLUSS',
  version: '1',
  complete: true,
  rules: [...values, ...accounts],
};

/** EN 16931 for every invoice, XRechnung where a German scenario asks for it, our own always. */
export const ruleSetsFor = (invoice: Invoice): readonly Rulebook[] =>
  scenarioOf(invoice)?.sets.includes('XRECHNUNG') ? [en16931, xrechnung, belegfluss] : [en16931, belegfluss];
