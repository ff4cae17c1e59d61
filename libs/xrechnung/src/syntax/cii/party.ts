import {
  type Address,
  type Buyer,
  type Contact,
  type Identifier,
  type Payee,
  type Seller,
  type TaxRepresentative,
} from '../../model';
import { identifier, present, text, trimmed } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one, path } from '../xml/select';

/** BT-29, BT-46, BT-60, BT-71: identifiers without scheme stand in ID, those with one in GlobalID. */
export const identifiers = (party: XmlElement): readonly Identifier[] =>
  [...all(party, 'ram:ID'), ...all(party, 'ram:GlobalID')].flatMap((element) => identifier(element) ?? []);

/** The registration under scheme VA (VAT) or FC (local tax number). */
function taxId(party: XmlElement, scheme: 'VA' | 'FC'): Identifier | undefined {
  const ids = all(party, 'ram:SpecifiedTaxRegistration').flatMap((registration) => one(registration, 'ram:ID') ?? []);
  return identifier(ids.find((id) => trimmed(id.attribute('schemeID') ?? '') === scheme));
}

export function address(element: XmlElement | undefined): Address | undefined {
  if (!element) return undefined;
  return present({
    where: element.where,
    line1: text(one(element, 'ram:LineOne')),
    line2: text(one(element, 'ram:LineTwo')),
    line3: text(one(element, 'ram:LineThree')),
    city: text(one(element, 'ram:CityName')),
    postCode: text(one(element, 'ram:PostcodeCode')),
    subdivision: text(first(element, 'ram:CountrySubDivisionName')),
    country: identifier(one(element, 'ram:CountryID')),
  });
}

function contact(element: XmlElement | undefined): Contact | undefined {
  if (!element) return undefined;
  return present({
    where: element.where,
    // A point of contact may be a person or a department; the person comes first.
    name: text(one(element, 'ram:PersonName') ?? one(element, 'ram:DepartmentName')),
    phone: text(path(element, 'ram:TelephoneUniversalCommunication', 'ram:CompleteNumber')),
    email: text(path(element, 'ram:EmailURIUniversalCommunication', 'ram:URIID')),
  });
}

/** What seller and buyer share. */
function tradeParty(party: XmlElement) {
  const legal = one(party, 'ram:SpecifiedLegalOrganization');
  return {
    where: party.where,
    name: text(one(party, 'ram:Name')),
    tradingName: text(one(legal, 'ram:TradingBusinessName')),
    identifiers: identifiers(party),
    legalId: identifier(one(legal, 'ram:ID')),
    vatId: taxId(party, 'VA'),
    electronicAddress: identifier(one(first(party, 'ram:URIUniversalCommunication'), 'ram:URIID')),
    address: address(one(party, 'ram:PostalTradeAddress')),
    contact: contact(first(party, 'ram:DefinedTradeContact')),
  };
}

export function seller(agreement: XmlElement | undefined): Seller | undefined {
  const party = one(agreement, 'ram:SellerTradeParty');
  if (!party) return undefined;
  return present({
    ...tradeParty(party),
    taxNumber: taxId(party, 'FC'),
    legalInfo: text(first(party, 'ram:Description')),
  });
}

export function buyer(agreement: XmlElement | undefined): Buyer | undefined {
  const party = one(agreement, 'ram:BuyerTradeParty');
  return party && present(tradeParty(party));
}

export function payee(settlement: XmlElement | undefined): Payee | undefined {
  const party = one(settlement, 'ram:PayeeTradeParty');
  if (!party) return undefined;
  return present({
    where: party.where,
    name: text(one(party, 'ram:Name')),
    identifiers: identifiers(party),
    legalId: identifier(path(party, 'ram:SpecifiedLegalOrganization', 'ram:ID')),
  });
}

export function taxRepresentative(agreement: XmlElement | undefined): TaxRepresentative | undefined {
  const party = one(agreement, 'ram:SellerTaxRepresentativeTradeParty');
  if (!party) return undefined;
  return present({
    where: party.where,
    name: text(one(party, 'ram:Name')),
    vatId: taxId(party, 'VA'),
    address: address(one(party, 'ram:PostalTradeAddress')),
  });
}
