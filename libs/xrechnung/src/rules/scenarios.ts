import { type Severity } from '../findings';
import { type Invoice, type Syntax } from '../model';

/** The official sets of rules by name. */
export type OfficialSet = 'EN16931' | 'XRECHNUNG' | 'PEPPOL';

/**
 * A scenario of the German validator configuration: documents of this syntax whose specification identifier (BT-24) is
 * exactly this one are held to these sets, with these changes of level.
 */
export type Scenario = {
  readonly name: string;
  readonly syntax: Syntax;
  readonly specification: string;
  readonly sets: readonly OfficialSet[];
  readonly levels: Readonly<Record<string, Severity>>;
};

const EN16931 = 'urn:cen.eu:en16931:2017';
const XRECHNUNG = `${EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0`;
const EXTENSION = `${XRECHNUNG}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0`;
const CVD = `${XRECHNUNG}#compliant#urn:xeinkauf.de:kosit:xrechnung:cvd_0.9`;

const attachments = { 'BR-CL-21': 'warning', 'BR-CL-23': 'warning' } as const;
const noUblPrefix = { 'UBL-CR-646': 'fatal' } as const;
const ciiStructure = { 'CII-SR-452': 'fatal', 'CII-SR-453': 'fatal', 'CII-SR-454': 'fatal' } as const;
const cleanVehicles = { ...attachments, 'BR-CL-13': 'information' } as const;
const extended = {
  'BR-CL-10': 'information',
  'BR-CL-11': 'information',
  'BR-CL-21': 'information',
  'BR-CL-23': 'warning',
  'BR-CL-24': 'information',
  'BR-CL-25': 'information',
  'BR-CL-26': 'information',
} as const;

const scenario = (name: string, syntax: Syntax, specification: string, levels: Scenario['levels'] = {}): Scenario => ({
  name,
  syntax,
  specification,
  sets: specification === EN16931 ? ['EN16931'] : ['EN16931', 'XRECHNUNG'],
  levels,
});

/** KoSIT validator configuration for XRechnung 3.0.2, release 2026-01-31. */
export const scenarios: readonly Scenario[] = [
  scenario('EN16931 XRechnung (UBL Invoice)', 'ubl-invoice', XRECHNUNG, { ...attachments, ...noUblPrefix }),
  scenario('EN16931 XRechnung Extension (UBL Invoice)', 'ubl-invoice', EXTENSION, {
    ...extended,
    'BR-CO-16': 'information',
    'UBL-CR-470': 'information',
    'UBL-CR-646': 'information',
  }),
  scenario('EN16931 XRechnung CVD (UBL Invoice)', 'ubl-invoice', CVD, { ...cleanVehicles, ...noUblPrefix }),
  scenario('EN16931 XRechnung (UBL CreditNote)', 'ubl-creditnote', XRECHNUNG, attachments),
  scenario('EN16931 XRechnung CVD (UBL CreditNote)', 'ubl-creditnote', CVD, { ...cleanVehicles, ...noUblPrefix }),
  scenario('EN16931 XRechnung (CII)', 'cii', XRECHNUNG, { ...attachments, ...ciiStructure }),
  scenario('EN16931 XRechnung Extension (CII)', 'cii', EXTENSION, { ...extended, ...ciiStructure }),
  scenario('EN16931 XRechnung CVD (CII)', 'cii', CVD, { ...cleanVehicles, ...ciiStructure }),
  scenario('EN16931 (UBL Invoice)', 'ubl-invoice', EN16931),
  scenario('EN16931 (UBL CreditNote)', 'ubl-creditnote', EN16931),
  scenario('EN16931 (CII)', 'cii', EN16931),
];

/** The scenario that the German configuration applies, if any. BT-24 is compared as written, also its white space. */
export const scenarioOf = ({ syntax, specification }: Invoice): Scenario | undefined =>
  scenarios.find((one) => one.syntax === syntax && one.specification === specification?.text);
