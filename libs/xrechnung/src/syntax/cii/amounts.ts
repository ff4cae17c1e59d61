import { type AllowanceOrCharge, type Amount, type Totals, type VatBreakdown } from '../../model';
import { sortedByIndicator } from '../allowances';
import { type TaxTotals, taxTotalsByCurrency } from '../tax-totals';
import { amount, identifier, numeric, present, text, trimmed } from '../values';
import { type XmlElement } from '../xml/element';
import { agreeing, all, first, one, path, sole } from '../xml/select';

/** BG-20 and BG-21 of the document, BG-27 and BG-28 of a line. */
export const allowancesAndCharges = (settlement: XmlElement | undefined) =>
  sortedByIndicator(all(settlement, 'ram:SpecifiedTradeAllowanceCharge'), {
    indicator: (element) => path(element, 'ram:ChargeIndicator', 'udt:Indicator'),
    read: allowanceOrCharge,
  });

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

/** BT-110, BT-111: a tax total for each currency. */
const taxTotals = (settlement: XmlElement | undefined, sums: XmlElement | undefined, currency: string): TaxTotals =>
  taxTotalsByCurrency(
    all(sums, 'ram:TaxTotalAmount').flatMap((element) => amount(element) ?? []),
    currency,
    trimmed(one(settlement, 'ram:TaxCurrencyCode')?.text ?? ''),
  );

/** BG-23. */
export const vatBreakdown = (settlement: XmlElement | undefined): readonly VatBreakdown[] =>
  all(settlement, 'ram:ApplicableTradeTax').map((element) =>
    present({
      where: element.where,
      base: amount(sole(element, 'ram:BasisAmount')),
      tax: amount(sole(element, 'ram:CalculatedAmount')),
      category: identifier(one(element, 'ram:CategoryCode')),
      rate: numeric(one(element, 'ram:RateApplicablePercent')),
      taxScheme: identifier(one(element, 'ram:TypeCode')),
      exemptionReason: text(one(element, 'ram:ExemptionReason')),
      exemptionCode: identifier(one(element, 'ram:ExemptionReasonCode')),
    }),
  );
