import { type AllowanceOrCharge, type Totals, type VatBreakdown } from '../../model';
import { sortedByIndicator } from '../allowances';
import { type TaxTotals, taxTotalsByCurrency } from '../tax-totals';
import { amount, identifier, numeric, present, text, trimmed } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one, path } from '../xml/select';

/** BG-20 and BG-21 of the document, BG-27 and BG-28 of a line. */
export const allowancesAndCharges = (parent: XmlElement) =>
  sortedByIndicator(all(parent, 'cac:AllowanceCharge'), {
    indicator: (element) => one(element, 'cbc:ChargeIndicator'),
    read: allowanceOrCharge,
  });

function allowanceOrCharge(element: XmlElement): AllowanceOrCharge {
  const category = first(element, 'cac:TaxCategory');
  return present({
    where: element.where,
    amount: amount(one(element, 'cbc:Amount')),
    base: amount(one(element, 'cbc:BaseAmount')),
    percent: numeric(one(element, 'cbc:MultiplierFactorNumeric')),
    vatCategory: identifier(one(category, 'cbc:ID')),
    vatRate: numeric(one(category, 'cbc:Percent')),
    reason: text(first(element, 'cbc:AllowanceChargeReason')),
    reasonCode: identifier(one(element, 'cbc:AllowanceChargeReasonCode')),
  });
}

/** BG-22. */
export function totals(root: XmlElement): Totals {
  const sums = one(root, 'cac:LegalMonetaryTotal');
  return present({
    where: (sums ?? root).where,
    lineNet: amount(one(sums, 'cbc:LineExtensionAmount')),
    allowances: amount(one(sums, 'cbc:AllowanceTotalAmount')),
    charges: amount(one(sums, 'cbc:ChargeTotalAmount')),
    net: amount(one(sums, 'cbc:TaxExclusiveAmount')),
    ...taxTotals(root),
    gross: amount(one(sums, 'cbc:TaxInclusiveAmount')),
    prepaid: amount(one(sums, 'cbc:PrepaidAmount')),
    rounding: amount(one(sums, 'cbc:PayableRoundingAmount')),
    due: amount(one(sums, 'cbc:PayableAmount')),
  });
}

/** BT-110, BT-111: a tax total for each currency. */
const taxTotals = (root: XmlElement): TaxTotals =>
  taxTotalsByCurrency(
    all(root, 'cac:TaxTotal').flatMap((total) => amount(one(total, 'cbc:TaxAmount')) ?? []),
    trimmed(one(root, 'cbc:DocumentCurrencyCode')?.text ?? ''),
    trimmed(one(root, 'cbc:TaxCurrencyCode')?.text ?? ''),
  );

/** BG-23. */
export const vatBreakdown = (root: XmlElement): readonly VatBreakdown[] =>
  all(root, 'cac:TaxTotal')
    .flatMap((total) => all(total, 'cac:TaxSubtotal'))
    .map((element) => {
      const category = one(element, 'cac:TaxCategory');
      return present({
        where: element.where,
        base: amount(one(element, 'cbc:TaxableAmount')),
        tax: amount(one(element, 'cbc:TaxAmount')),
        category: identifier(one(category, 'cbc:ID')),
        rate: numeric(one(category, 'cbc:Percent')),
        taxScheme: identifier(path(category, 'cac:TaxScheme', 'cbc:ID')),
        exemptionReason: text(first(category, 'cbc:TaxExemptionReason')),
        exemptionCode: identifier(one(category, 'cbc:TaxExemptionReasonCode')),
      });
    });
