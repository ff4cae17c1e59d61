export { compactIban, ibanFault, type IbanFault } from './belegfluss/iban';
export { checkInvoice, type CheckReport, type NotChecked } from './check-invoice';
export { belegfluss, en16931, type Rulebook, ruleSetsFor, xrechnung } from './rule-sets';
export { type OfficialSet, type Scenario, scenarioOf, scenarios } from './scenarios';
export { type Verdict, type VerdictBasis } from './verdict';
