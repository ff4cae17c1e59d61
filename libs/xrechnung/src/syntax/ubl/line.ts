import { type Item, type Line, type LineVat, type Price } from '../../model';
import { amount, identifier, numeric, present, quantity, text } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one, path } from '../xml/select';
import { allowancesAndCharges } from './amounts';
import { period } from './delivery';
import { objectId } from './references';

/** BG-25. The line of a credit note differs in two names only; sub lines (BG-DEX-01) are lines again. */
export function line(element: XmlElement): Line {
  const item = one(element, 'cac:Item');
  return present({
    where: element.where,
    id: identifier(one(element, 'cbc:ID')),
    note: text(first(element, 'cbc:Note')),
    objectId: objectId(element, 'cac:DocumentReference'),
    quantity: quantity(one(element, 'cbc:InvoicedQuantity') ?? one(element, 'cbc:CreditedQuantity')),
    net: amount(one(element, 'cbc:LineExtensionAmount')),
    orderLine: identifier(one(first(element, 'cac:OrderLineReference'), 'cbc:LineID')),
    accountingReference: text(one(element, 'cbc:AccountingCost')),
    period: period(element),
    ...allowancesAndCharges(element),
    price: price(one(element, 'cac:Price')),
    vat: vat(first(item, 'cac:ClassifiedTaxCategory')),
    item: item && itemOf(item),
    subLines: [...all(element, 'cac:SubInvoiceLine'), ...all(element, 'cac:SubCreditNoteLine')].map(line),
  });
}

/** The lines of the document. Invoice and credit note call them differently; the binding reads both names in either. */
export const lines = (root: XmlElement): readonly Line[] =>
  [...all(root, 'cac:InvoiceLine'), ...all(root, 'cac:CreditNoteLine')].map(line);

/** BG-29. The allowance inside the price is the discount that leads from the gross to the net price. */
function price(element: XmlElement | undefined): Price | undefined {
  if (!element) return undefined;
  const discount = first(element, 'cac:AllowanceCharge');
  return present({
    where: element.where,
    net: amount(one(element, 'cbc:PriceAmount')),
    discount: amount(one(discount, 'cbc:Amount')),
    gross: amount(one(discount, 'cbc:BaseAmount')),
    baseQuantity: quantity(one(element, 'cbc:BaseQuantity')),
  });
}

function vat(category: XmlElement | undefined): LineVat | undefined {
  if (!category) return undefined;
  return present({
    where: category.where,
    category: identifier(one(category, 'cbc:ID')),
    rate: numeric(one(category, 'cbc:Percent')),
  });
}

function itemOf(element: XmlElement): Item {
  return present({
    where: element.where,
    name: text(one(element, 'cbc:Name')),
    description: text(first(element, 'cbc:Description')),
    sellerId: identifier(path(element, 'cac:SellersItemIdentification', 'cbc:ID')),
    buyerId: identifier(path(element, 'cac:BuyersItemIdentification', 'cbc:ID')),
    standardId: identifier(path(element, 'cac:StandardItemIdentification', 'cbc:ID')),
    classifications: all(element, 'cac:CommodityClassification').flatMap(
      (classification) => identifier(one(classification, 'cbc:ItemClassificationCode')) ?? [],
    ),
    originCountry: identifier(path(element, 'cac:OriginCountry', 'cbc:IdentificationCode')),
    attributes: all(element, 'cac:AdditionalItemProperty').map((property) =>
      present({
        where: property.where,
        name: text(one(property, 'cbc:Name')),
        value: text(one(property, 'cbc:Value')),
      }),
    ),
  });
}
