import { type Item, type Line, type LineVat, type Price } from '../../model';
import { amount, identifier, numeric, present, quantity, text } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one, path, sole } from '../xml/select';
import { allowancesAndCharges } from './amounts';
import { period } from './delivery';
import { objectId } from './references';

/** BG-25. CII has no sub lines: the XRechnung extension knows them in UBL only. */
export function line(element: XmlElement): Line {
  const document = one(element, 'ram:AssociatedDocumentLineDocument');
  const agreement = one(element, 'ram:SpecifiedLineTradeAgreement');
  const settlement = one(element, 'ram:SpecifiedLineTradeSettlement');
  const product = one(element, 'ram:SpecifiedTradeProduct');
  return present({
    where: element.where,
    id: identifier(one(document, 'ram:LineID')),
    note: text(first(first(document, 'ram:IncludedNote'), 'ram:Content')),
    objectId: objectId(settlement),
    quantity: quantity(path(element, 'ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity')),
    net: amount(sole(one(settlement, 'ram:SpecifiedTradeSettlementLineMonetarySummation'), 'ram:LineTotalAmount')),
    orderLine: identifier(path(agreement, 'ram:BuyerOrderReferencedDocument', 'ram:LineID')),
    accountingReference: text(one(first(settlement, 'ram:ReceivableSpecifiedTradeAccountingAccount'), 'ram:ID')),
    period: period(settlement),
    ...allowancesAndCharges(settlement),
    price: price(agreement),
    vat: vat(first(settlement, 'ram:ApplicableTradeTax')),
    item: product && itemOf(product),
    subLines: [],
  });
}

/** The lines of the document. */
export const lines = (transaction: XmlElement | undefined): readonly Line[] =>
  all(transaction, 'ram:IncludedSupplyChainTradeLineItem').map(line);

/** BG-29: net and gross price are elements of their own; the base quantity may stand with either. */
function price(agreement: XmlElement | undefined): Price | undefined {
  const net = one(agreement, 'ram:NetPriceProductTradePrice');
  const gross = one(agreement, 'ram:GrossPriceProductTradePrice');
  const place = net ?? gross;
  if (!place) return undefined;
  return present({
    where: place.where,
    net: amount(sole(net, 'ram:ChargeAmount')),
    discount: amount(sole(first(gross, 'ram:AppliedTradeAllowanceCharge'), 'ram:ActualAmount')),
    gross: amount(sole(gross, 'ram:ChargeAmount')),
    baseQuantity: quantity(one(net, 'ram:BasisQuantity') ?? one(gross, 'ram:BasisQuantity')),
  });
}

function vat(tax: XmlElement | undefined): LineVat | undefined {
  if (!tax) return undefined;
  return present({
    where: tax.where,
    category: identifier(one(tax, 'ram:CategoryCode')),
    rate: numeric(one(tax, 'ram:RateApplicablePercent')),
  });
}

function itemOf(element: XmlElement): Item {
  return present({
    where: element.where,
    name: text(first(element, 'ram:Name')),
    description: text(one(element, 'ram:Description')),
    sellerId: identifier(one(element, 'ram:SellerAssignedID')),
    buyerId: identifier(one(element, 'ram:BuyerAssignedID')),
    standardId: identifier(one(element, 'ram:GlobalID')),
    classifications: all(element, 'ram:DesignatedProductClassification').flatMap(
      (classification) => identifier(one(classification, 'ram:ClassCode')) ?? [],
    ),
    originCountry: identifier(path(element, 'ram:OriginTradeCountry', 'ram:ID')),
    attributes: all(element, 'ram:ApplicableProductCharacteristic').map((characteristic) =>
      present({
        where: characteristic.where,
        name: text(first(characteristic, 'ram:Description')),
        value: text(first(characteristic, 'ram:Value')),
      }),
    ),
  });
}
