import { type Role } from '@libs/contracts';

/** "Stadt Musterstadt": invented, but with the parts of a real town. Nothing here is read by the product itself. */
export const entity = {
  name: 'Stadt Musterstadt',
  settings: {
    datev: { adviser: '29098', client: '55003', accountLength: 6, chart: 'NKF', dictation: 'BF' },
  },
};

type DemoUnit = { readonly number: string; readonly name: string; readonly sealed?: true };

/** 50 is sealed: only its own people see its cases. */
export const units: readonly DemoUnit[] = [
  { number: '10', name: 'Zentrale Dienste' },
  { number: '11', name: 'Digitales' },
  { number: '23', name: 'Gebäude' },
  { number: '31', name: 'Ordnung' },
  { number: '37', name: 'Feuerwehr' },
  { number: '40', name: 'Schule' },
  { number: '41', name: 'Kultur' },
  { number: '50', name: 'Soziales', sealed: true },
  { number: '51', name: 'Jugend' },
  { number: '66', name: 'Tiefbau' },
  { number: '67', name: 'Grün' },
  { number: '70', name: 'Bauhof' },
];

type Grant = readonly [role: Role, unit?: string];
type DemoPerson = { readonly email: string; readonly name: string; readonly roles: readonly Grant[] };

/** Without a unit a role holds for the whole town, so that a small house can be tried out by few people. */
export const people: readonly DemoPerson[] = [
  { email: 'clerk@musterstadt.example', name: 'Sabine Krüger', roles: [['clerk']] },
  { email: 'clerk2@musterstadt.example', name: 'Tobias Reuter', roles: [['clerk']] },
  { email: 'certifier@musterstadt.example', name: 'Miriam Aydın', roles: [['certifier']] },
  {
    email: 'certifier2@musterstadt.example',
    name: 'Jens Hofmann',
    roles: [
      ['certifier', '40'],
      ['certifier', '51'],
    ],
  },
  { email: 'head@musterstadt.example', name: 'Dr. Petra Schilling', roles: [['orderer'], ['certifier']] },
  { email: 'deputy@musterstadt.example', name: 'Kai Lorenz', roles: [['orderer'], ['certifier']] },
  { email: 'finance@musterstadt.example', name: 'Oliver Wendt', roles: [['finance']] },
  { email: 'finance2@musterstadt.example', name: 'Heike Baumann', roles: [['finance']] },
  { email: 'cashier@musterstadt.example', name: 'Martin Vogel', roles: [['cashier']] },
  { email: 'auditor@musterstadt.example', name: 'Renate Lindner', roles: [['auditor']] },
  { email: 'admin@musterstadt.example', name: 'Jonas Peters', roles: [['administrator']] },
  { email: 'admin2@musterstadt.example', name: 'Claudia Brenner', roles: [['administrator']] },
  { email: 'social@musterstadt.example', name: 'Anja Wolff', roles: [['certifier', '50']] },
  { email: 'socialhead@musterstadt.example', name: 'Bernd Hartung', roles: [['orderer', '50']] },
];

/** VAT IDs and IBANs are invented; the check digits of the IBANs fit. */
export const creditors = [
  { account: '7000101', name: 'Nordlicht Gebäudereinigung GmbH', vatId: 'DE314159262', city: 'Musterhafen' },
  { account: '7000102', name: 'Elektro Brandt & Söhne OHG', vatId: 'DE271828182', city: 'Musterstadt' },
  { account: '7000103', name: 'Tiefbau Harkort GmbH', vatId: 'DE161803398', city: 'Neuhaus' },
  { account: '7000104', name: 'Papier & Büro Lehnert GmbH', vatId: 'DE141421356', city: 'Musterstadt' },
  { account: '7000105', name: 'Grünwerk Landschaftsbau eG', vatId: 'DE173205080', city: 'Auetal' },
  { account: '7000106', name: 'IT-Systemhaus Kellmann AG', vatId: 'DE223606797', city: 'Lindental' },
  { account: '7000107', name: 'Autohaus Sander & Vogt GmbH', vatId: 'DE244948974', city: 'Musterstadt' },
  { account: '7000108', name: 'Wasserverband Mittlere Aue', vatId: 'DE264575131', city: 'Auetal' },
  { account: '7999999', name: 'Diverse Kreditoren', vatId: null, city: null, collective: true },
];

export const budgetLines = [
  {
    product: '01.10.01',
    account: '543100',
    costCentre: '101000',
    name: 'Bürobedarf Verwaltung',
    unit: '10',
    planned: '48000.00',
  },
  {
    product: '01.11.01',
    account: '526100',
    costCentre: '111000',
    name: 'Hard- und Software',
    unit: '11',
    planned: '180000.00',
  },
  {
    product: '01.23.01',
    account: '521100',
    costCentre: '230400',
    name: 'Unterhaltung der Gebäude',
    unit: '23',
    planned: '420000.00',
  },
  {
    product: '01.23.01',
    account: '524100',
    costCentre: '230400',
    name: 'Bewirtschaftung der Gebäude',
    unit: '23',
    planned: '310000.00',
  },
  {
    product: '02.37.01',
    account: '525100',
    costCentre: '371000',
    name: 'Haltung von Fahrzeugen',
    unit: '37',
    planned: '95000.00',
  },
  {
    product: '03.01.01',
    account: '524110',
    costCentre: '401120',
    name: 'Reinigung Grundschulen',
    unit: '40',
    planned: '86000.00',
  },
  {
    product: '03.01.01',
    account: '527100',
    costCentre: '401120',
    name: 'Lehr- und Unterrichtsmittel',
    unit: '40',
    planned: '64000.00',
  },
  {
    product: '05.50.01',
    account: '533200',
    costCentre: '501000',
    name: 'Leistungen der Sozialhilfe',
    unit: '50',
    planned: '980000.00',
  },
  {
    product: '06.51.01',
    account: '533100',
    costCentre: '511000',
    name: 'Leistungen der Jugendhilfe',
    unit: '51',
    planned: '1250000.00',
  },
  {
    product: '12.66.01',
    account: '522100',
    costCentre: '661000',
    name: 'Unterhaltung der Straßen',
    unit: '66',
    planned: '760000.00',
  },
  {
    product: '13.67.01',
    account: '522140',
    costCentre: '671000',
    name: 'Pflege der Grünanlagen',
    unit: '67',
    planned: '60000.00',
  },
  {
    product: '15.70.01',
    account: '528100',
    costCentre: '701000',
    name: 'Betriebsstoffe Bauhof',
    unit: '70',
    planned: '52000.00',
  },
];
