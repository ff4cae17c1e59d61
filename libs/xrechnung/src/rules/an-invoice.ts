import { Decimal } from '@libs/money';
import {
  type AllowanceOrCharge,
  type Amount,
  type Identifier,
  type Invoice,
  type Line,
  type Numeric,
  type Syntax,
  type Text,
  type Totals,
} from '../model';
import { type Places, placesOf } from './an-invoice-places';

type Wanted = {
  readonly syntax?: Syntax;
  /** BT-131 of each line; the totals follow from them unless they are named too. */
  readonly lines?: readonly string[];
  /** BT-92 of each document level allowance. */
  readonly allowances?: readonly string[];
  /** BT-99 of each document level charge. */
  readonly charges?: readonly string[];
  /** BT-119 */
  readonly rate?: string;
  /** BT-107 */
  readonly allowanceTotal?: string;
  /** BT-108 */
  readonly chargeTotal?: string;
} & Partial<
  Record<Exclude<keyof Totals, 'where' | 'allowances' | 'charges' | 'taxAccounting' | 'otherTaxTotals'>, string>
>;

/**
 * For tests: the smallest invoice that conforms to EN 16931 and to XRechnung. A test names only what it is about; what
 * it does not name is computed so that it fits.
 */
export function anInvoice(wanted: Wanted = {}): Invoice {
  const places = placesOf(wanted.syntax ?? 'ubl-invoice');
  const lines = wanted.lines ?? ['100.00'];
  return {
    where: places.root,
    syntax: wanted.syntax ?? 'ubl-invoice',
    number: text('R-1', `${places.root}/number`),
    issueDate: { ...text('20260131', `${places.root}/issueDate`), iso: '2026-01-31', format: '102' },
    typeCode: text('380', `${places.root}/typeCode`),
    currency: text('EUR', `${places.root}/currency`),
    buyerReference: text('053820072072-31001-73', `${places.root}/buyerReference`),
    specification: text(
      'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
      `${places.root}/specification`,
    ),
    ...parties(places),
    payment: [payment(places)],
    notes: [],
    precedingInvoices: [],
    supportingDocuments: [],
    allowances: (wanted.allowances ?? []).map((stated, at) => allowance(stated, `${places.allowance}[${at + 1}]`)),
    charges: (wanted.charges ?? []).map((stated, at) => allowance(stated, `${places.charge}[${at + 1}]`)),
    lines: lines.map((net, at) => line(at + 1, net, places)),
    ...amounts(wanted, lines, places),
  };
}

function amounts(wanted: Wanted, lines: readonly string[], places: Places): Pick<Invoice, 'totals' | 'vat'> {
  const sum = (stated: readonly string[]) => Decimal.sum(stated.map((value) => Decimal.of(value))).round(2);
  const rate = wanted.rate ?? '19';
  const allowances = wanted.allowanceTotal ?? (wanted.allowances && sum(wanted.allowances).written);
  const charges = wanted.chargeTotal ?? (wanted.charges && sum(wanted.charges).written);
  const lineNet = wanted.lineNet ?? sum(lines).written;
  const net = wanted.net ?? sum([lineNet, `${sum([allowances ?? '0']).negated()}`, charges ?? '0']).written;
  const tax = wanted.tax ?? Decimal.of(net).times(Decimal.of(rate)).times(Decimal.of('0.01')).round(2).written;
  const gross = wanted.gross ?? sum([net, tax]).written;
  const due =
    wanted.due ?? sum([gross, `${Decimal.of(wanted.prepaid ?? '0').negated()}`, wanted.rounding ?? '0']).written;

  const optional = {
    ...stated('allowances', allowances, places),
    ...stated('charges', charges, places),
    ...stated('prepaid', wanted.prepaid, places),
    ...stated('rounding', wanted.rounding, places),
  };
  return {
    totals: {
      where: places.totals,
      lineNet: amount(lineNet, `${places.totals}/lineNet`),
      net: amount(net, `${places.totals}/net`),
      tax: amount(tax, places.tax),
      otherTaxTotals: [],
      gross: amount(gross, `${places.totals}/gross`),
      due: amount(due, `${places.totals}/due`),
      ...optional,
    },
    vat: [
      {
        where: places.vat,
        base: amount(net, `${places.vat}/base`),
        tax: amount(tax, `${places.vat}/tax`),
        category: text('S', `${places.vat}/category`),
        rate: numeric(rate, `${places.vat}/rate`),
        taxScheme: text('VAT', `${places.vat}/taxScheme`),
      },
    ],
  };
}

const stated = (
  term: 'allowances' | 'charges' | 'prepaid' | 'rounding',
  value: string | undefined,
  { totals }: Places,
) => (value === undefined ? {} : { [term]: amount(value, `${totals}/${term}`) });

const parties = ({ seller, sellerContact, sellerAddress, buyer, buyerAddress, delivery }: Places) => ({
  seller: {
    where: seller,
    name: text('Bau GmbH', `${seller}/name`),
    identifiers: [],
    vatId: text('DE123456789', `${seller}/vatId`),
    electronicAddress: { ...text('rechnung@bau.example', `${seller}/endpoint`), scheme: 'EM' },
    address: address(sellerAddress),
    contact: {
      where: sellerContact,
      name: text('Frau Muster', `${sellerContact}/name`),
      phone: text('+49 221 123456', `${sellerContact}/phone`),
      email: text('muster@bau.example', `${sellerContact}/email`),
    },
  },
  buyer: {
    where: buyer,
    name: text('Stadt Musterstadt', `${buyer}/name`),
    identifiers: [],
    electronicAddress: { ...text('rechnung@musterstadt.example', `${buyer}/endpoint`), scheme: 'EM' },
    address: address(buyerAddress),
  },
  delivery: { where: delivery, address: address(delivery) },
});

const address = (where: string) => ({
  where,
  city: text('Köln', `${where}/city`),
  postCode: text('50667', `${where}/postCode`),
  country: text('DE', `${where}/country`),
});

const payment = ({ payment }: Places) => ({
  where: payment,
  means: text('58', `${payment}/means`),
  transfers: [{ where: `${payment}/account`, account: text('DE75512108001245126199', `${payment}/account/iban`) }],
});

const allowance = (value: string, where: string): AllowanceOrCharge => ({
  where,
  amount: amount(value, `${where}/amount`),
  vatCategory: text('S', `${where}/category`),
  reason: text('vereinbart', `${where}/reason`),
});

function line(at: number, net: string, { line }: Places): Line {
  const where = `${line}[${at}]`;
  return {
    where,
    id: text(String(at), `${where}/id`),
    quantity: { ...numeric('1', `${where}/quantity`), unit: 'C62' },
    net: amount(net, `${where}/net`),
    allowances: [],
    charges: [],
    price: { where: `${where}/price`, net: amount(net, `${where}/price/net`) },
    vat: {
      where: `${where}/vat`,
      category: text('S', `${where}/vat/category`),
      rate: numeric('19', `${where}/vat/rate`),
    },
    item: { where: `${where}/item`, name: text('Leistung', `${where}/item/name`), classifications: [], attributes: [] },
    subLines: [],
  };
}

const text = (text: string, where: string): Text & Identifier => ({ text, where });
const numeric = (text: string, where: string): Numeric => ({ text, where, value: Decimal.parse(text) });
const amount = (text: string, where: string): Amount => ({ ...numeric(text, where), currency: 'EUR' });
