import { type AllowanceOrCharge, type Amount, type Totals, type VatBreakdown } from '../../model';
import { amount, identifier, numeric, present, text, trimmed } from '../values';
import { type XmlElement } from '../xml/element';
import { agreeing, all, first, one, path, sole } from '../xml/select';

type Both = { readonly allowances: readonly AllowanceOrCharge[]; readonly charges: readonly AllowanceOrCharge[] };

/** What the ChargeIndicator says; anything but a boolean belongs to neither list, as in the official binding. */
function kindOf(element: XmlElement): 'allowance' | 'charge' | undefined {
  const indicator = trimmed(path(element, 'ram:ChargeIndicator', 'udt:Indicator')?.text ?? '');
  if (indicator === 'false' || indicator === '0') return 'allowance';
  return indicator === 'true' || indicator === '1' ? 'charge' : undefined;
}

/** BG-20 and BG-21 of the document, BG-27 and BG-28 of a line. */
export function allowancesAndCharges(settlement: XmlElement | undefined): Both {
  const elements = all(settlement, 'ram:SpecifiedTradeAllowanceCharge');
  return {
    allowances: elements.filter((element) => kindOf(element) === 'allowance').map(allowanceOrCharge),
    charges: elements.filter((element) => kindOf(element) === 'charge').map(allowanceOrCharge),
  };
}

function allowanceOrCharge(element: XmlElement): AllowanceOrCharge {
  const category = first(element, 'ram:CategoryTradeTax');
  return present({
    where: element.where,
    amount: amount(sole(element, 'ram:ActualAmount')),
    base: amount(one(element, 'ram:BasisAmount')),
    percent: numeric(one(element, 'ram:CalculationPercent')),
    vatCategory: identifier(one(category, 'ram:CategoryCode')),
    vatRate: numeric(one(category, 'ram:RateApplicablePercent')),
    reason: text(one(element, 'ram:Reason')),
    reasonCode: identifier(one(element, 'ram:ReasonCode')),
  });
}

/** BG-22. The schema lets every sum repeat, for other currencies; an invoice states each once in its own. */
export function totals(settlement: XmlElement | undefined, root: XmlElement): Totals {
  const sums = one(settlement, 'ram:SpecifiedTradeSettlementHeaderMonetarySummation');
  const currency = trimmed(one(settlement, 'ram:InvoiceCurrencyCode')?.text ?? '');
  const sum = (name: string): Amount | undefined => amount(inCurrency(all(sums, name), currency));
  return present({
    where: (sums ?? root).where,
    lineNet: sum('ram:LineTotalAmount'),
    allowances: sum('ram:AllowanceTotalAmount'),
    charges: sum('ram:ChargeTotalAmount'),
    net: sum('ram:TaxBasisTotalAmount'),
    ...taxTotals(settlement, sums, currency),
    gross: sum('ram:GrandTotalAmount'),
    prepaid: sum('ram:TotalPrepaidAmount'),
    rounding: sum('ram:RoundingAmount'),
    due: sum('ram:DuePayableAmount'),
  });
}

function inCurrency(elements: readonly XmlElement[], currency: string): XmlElement | undefined {
  const own = elements.filter((element) => [undefined, currency].includes(element.attribute('currencyID')));
  return agreeing(own.length > 0 ? own : elements);
}

/** BT-110 and BT-111 are told apart by their currency alone; a total in a foreign currency stays visible as BT-110. */
function taxTotals(
  settlement: XmlElement | undefined,
  sums: XmlElement | undefined,
  currency: string,
): { tax: Amount | undefined; taxAccounting: Amount | undefined } {
  const amounts = all(sums, 'ram:TaxTotalAmount').flatMap((element) => amount(element) ?? []);
  const accounting = trimmed(one(settlement, 'ram:TaxCurrencyCode')?.text ?? '');
  const tax =
    amounts.find((candidate) => candidate.currency === currency) ??
    amounts.find((candidate) => candidate.currency === undefined || candidate.currency !== accounting);
  const taxAccounting = amounts.find(
    (candidate) => candidate !== tax && accounting !== '' && candidate.currency === accounting,
  );
  return { tax, taxAccounting };
}

/** BG-23. */
export const vatBreakdown = (settlement: XmlElement | undefined): readonly VatBreakdown[] =>
  all(settlement, 'ram:ApplicableTradeTax').map((element) =>
    present({
      where: element.where,
      base: amount(sole(element, 'ram:BasisAmount')),
      tax: amount(sole(element, 'ram:CalculatedAmount')),
      category: identifier(one(element, 'ram:CategoryCode')),
      rate: numeric(one(element, 'ram:RateApplicablePercent')),
      exemptionReason: text(one(element, 'ram:ExemptionReason')),
      exemptionCode: identifier(one(element, 'ram:ExemptionReasonCode')),
    }),
  );
