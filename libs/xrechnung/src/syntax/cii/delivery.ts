import { type DateValue, type Delivery, type Period } from '../../model';
import { present, text } from '../values';
import { type XmlElement } from '../xml/element';
import { one, path } from '../xml/select';
import { ciiDate } from './dates';
import { address, identifiers } from './party';

/** BG-13 is the party that the goods went to. */
export function delivery(header: XmlElement | undefined): Delivery | undefined {
  const party = one(header, 'ram:ShipToTradeParty');
  if (!party) return undefined;
  return present({
    where: party.where,
    name: text(one(party, 'ram:Name')),
    locationId: identifiers(party)[0],
    address: address(one(party, 'ram:PostalTradeAddress')),
  });
}

/** BT-72. */
export const deliveryDate = (header: XmlElement | undefined): DateValue | undefined =>
  ciiDate(path(header, 'ram:ActualDeliverySupplyChainEvent', 'ram:OccurrenceDateTime'));

/** BG-14 of the document, BG-26 of a line. */
export function period(settlement: XmlElement | undefined): Period | undefined {
  const element = one(settlement, 'ram:BillingSpecifiedPeriod');
  if (!element) return undefined;
  return present({
    where: element.where,
    start: ciiDate(one(element, 'ram:StartDateTime')),
    end: ciiDate(one(element, 'ram:EndDateTime')),
  });
}
