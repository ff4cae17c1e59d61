import { type AllowanceOrCharge, type Amount, type Totals, type VatBreakdown } from '../../model';
import { amount, identifier, numeric, present, text, trimmed } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one } from '../xml/select';

type Both = { readonly allowances: readonly AllowanceOrCharge[]; readonly charges: readonly AllowanceOrCharge[] };

/** What the ChargeIndicator says; anything but a boolean belongs to neither list, as in the official binding. */
function kindOf(element: XmlElement): 'allowance' | 'charge' | undefined {
  const indicator = trimmed(one(element, 'cbc:ChargeIndicator')?.text ?? '');
  if (indicator === 'false' || indicator === '0') return 'allowance';
  return indicator === 'true' || indicator === '1' ? 'charge' : undefined;
}

/** BG-20 and BG-21 of the document, BG-27 and BG-28 of a line. */
export function allowancesAndCharges(parent: XmlElement): Both {
  const elements = all(parent, 'cac:AllowanceCharge');
  return {
    allowances: elements.filter((element) => kindOf(element) === 'allowance').map(allowanceOrCharge),
    charges: elements.filter((element) => kindOf(element) === 'charge').map(allowanceOrCharge),
  };
}

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

/** BT-110 and BT-111 are told apart by their currency alone; a total in a foreign currency stays visible as BT-110. */
function taxTotals(root: XmlElement): { tax: Amount | undefined; taxAccounting: Amount | undefined } {
  const amounts = all(root, 'cac:TaxTotal').flatMap((total) => amount(one(total, 'cbc:TaxAmount')) ?? []);
  const currency = trimmed(one(root, 'cbc:DocumentCurrencyCode')?.text ?? '');
  const accounting = trimmed(one(root, 'cbc:TaxCurrencyCode')?.text ?? '');
  const tax =
    amounts.find((candidate) => candidate.currency === currency) ??
    amounts.find((candidate) => candidate.currency === undefined || candidate.currency !== accounting);
  const taxAccounting = amounts.find(
    (candidate) => candidate !== tax && accounting !== '' && candidate.currency === accounting,
  );
  return { tax, taxAccounting };
}

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
        exemptionReason: text(first(category, 'cbc:TaxExemptionReason')),
        exemptionCode: identifier(one(category, 'cbc:TaxExemptionReasonCode')),
      });
    });
