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

/** The scheme that marks a party identification as BT-90, the creditor identifier of a direct debit. */
const SEPA = 'SEPA';

const partyIds = (party: XmlElement): readonly Identifier[] =>
  all(party, 'cac:PartyIdentification').flatMap((entry) => identifier(one(entry, 'cbc:ID')) ?? []);

/** BT-29, BT-46, BT-60. */
const identifiers = (party: XmlElement): readonly Identifier[] =>
  partyIds(party).filter(({ scheme }) => scheme !== SEPA);

/** BT-90: stands at the payee, else at the seller. */
export function creditorId(root: XmlElement): Identifier | undefined {
  const parties = [one(root, 'cac:PayeeParty'), path(root, 'cac:AccountingSupplierParty', 'cac:Party')];
  return parties.flatMap((party) => (party ? partyIds(party) : [])).find(({ scheme }) => scheme === SEPA);
}

/** The tax registration under the scheme VAT, or the first under any other. */
function taxId(party: XmlElement, kind: 'vat' | 'other'): Identifier | undefined {
  const registration = all(party, 'cac:PartyTaxScheme').find((candidate) => {
    const scheme = path(candidate, 'cac:TaxScheme', 'cbc:ID');
    const isVat = trimmed(scheme?.text ?? '').toUpperCase() === 'VAT';
    return isVat === (kind === 'vat');
  });
  return identifier(one(registration, 'cbc:CompanyID'));
}

export function address(element: XmlElement | undefined): Address | undefined {
  if (!element) return undefined;
  return present({
    where: element.where,
    line1: text(one(element, 'cbc:StreetName')),
    line2: text(one(element, 'cbc:AdditionalStreetName')),
    line3: text(one(first(element, 'cac:AddressLine'), 'cbc:Line')),
    city: text(one(element, 'cbc:CityName')),
    postCode: text(one(element, 'cbc:PostalZone')),
    subdivision: text(one(element, 'cbc:CountrySubentity')),
    country: identifier(path(element, 'cac:Country', 'cbc:IdentificationCode')),
  });
}

function contact(element: XmlElement | undefined): Contact | undefined {
  if (!element) return undefined;
  return present({
    where: element.where,
    name: text(one(element, 'cbc:Name')),
    phone: text(one(element, 'cbc:Telephone')),
    email: text(one(element, 'cbc:ElectronicMail')),
  });
}

/** What seller and buyer share. */
function tradeParty(party: XmlElement) {
  const legal = first(party, 'cac:PartyLegalEntity');
  return {
    where: party.where,
    name: text(one(legal, 'cbc:RegistrationName')),
    tradingName: text(one(first(party, 'cac:PartyName'), 'cbc:Name')),
    identifiers: identifiers(party),
    legalId: identifier(one(legal, 'cbc:CompanyID')),
    vatId: taxId(party, 'vat'),
    electronicAddress: identifier(one(party, 'cbc:EndpointID')),
    address: address(one(party, 'cac:PostalAddress')),
    contact: contact(one(party, 'cac:Contact')),
  };
}

/** The schema lets the Party be left out: then a party is named of which nothing is known but its place. */
const nobodyAt = (around: XmlElement | undefined) => around && { where: around.where, identifiers: [] };

export function seller(root: XmlElement): Seller | undefined {
  const around = one(root, 'cac:AccountingSupplierParty');
  const party = one(around, 'cac:Party');
  if (!party) return nobodyAt(around);
  return present({
    ...tradeParty(party),
    taxNumber: taxId(party, 'other'),
    legalInfo: text(one(first(party, 'cac:PartyLegalEntity'), 'cbc:CompanyLegalForm')),
  });
}

export function buyer(root: XmlElement): Buyer | undefined {
  const around = one(root, 'cac:AccountingCustomerParty');
  const party = one(around, 'cac:Party');
  return party ? present(tradeParty(party)) : nobodyAt(around);
}

export function payee(root: XmlElement): Payee | undefined {
  const party = one(root, 'cac:PayeeParty');
  if (!party) return undefined;
  return present({
    where: party.where,
    name: text(one(first(party, 'cac:PartyName'), 'cbc:Name')),
    identifiers: identifiers(party),
    legalId: identifier(one(first(party, 'cac:PartyLegalEntity'), 'cbc:CompanyID')),
  });
}

export function taxRepresentative(root: XmlElement): TaxRepresentative | undefined {
  const party = one(root, 'cac:TaxRepresentativeParty');
  if (!party) return undefined;
  return present({
    where: party.where,
    name: text(one(first(party, 'cac:PartyName'), 'cbc:Name')),
    vatId: taxId(party, 'vat'),
    address: address(one(party, 'cac:PostalAddress')),
  });
}
