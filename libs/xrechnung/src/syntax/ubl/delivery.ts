import { type DateValue, type Delivery, type Identifier, type Period } from '../../model';
import { identifier, present, text } from '../values';
import { type XmlElement } from '../xml/element';
import { first, one } from '../xml/select';
import { ublDate } from './dates';
import { address } from './party';

export function delivery(root: XmlElement): Delivery | undefined {
  const element = first(root, 'cac:Delivery');
  if (!element) return undefined;
  const location = one(element, 'cac:DeliveryLocation');
  return present({
    where: element.where,
    name: text(one(first(one(element, 'cac:DeliveryParty'), 'cac:PartyName'), 'cbc:Name')),
    locationId: identifier(one(location, 'cbc:ID')),
    address: address(one(location, 'cac:Address')),
  });
}

/** BT-72. */
export const deliveryDate = (root: XmlElement): DateValue | undefined =>
  ublDate(one(first(root, 'cac:Delivery'), 'cbc:ActualDeliveryDate'));

/** BG-14 of the document, BG-26 of a line. An InvoicePeriod that only carries BT-8 is no period. */
export function period(parent: XmlElement): Period | undefined {
  const element = first(parent, 'cac:InvoicePeriod');
  if (!element) return undefined;
  const start = ublDate(one(element, 'cbc:StartDate'));
  const end = ublDate(one(element, 'cbc:EndDate'));
  const onlyCode = !start && !end && first(element, 'cbc:DescriptionCode') !== undefined;
  return onlyCode ? undefined : present({ where: element.where, start, end });
}

/** BT-8. */
export const taxPointCode = (root: XmlElement): Identifier | undefined =>
  identifier(first(first(root, 'cac:InvoicePeriod'), 'cbc:DescriptionCode'));
