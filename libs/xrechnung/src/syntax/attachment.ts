import { type SupportingDocument } from '../model';
import { present } from './values';
import { base64Bytes } from './xml/attachments';
import { type XmlElement } from './xml/element';

/** BT-125: both syntaxes write it alike, under different names. */
export function attachment(element: XmlElement | undefined): SupportingDocument['attachment'] {
  if (!element) return undefined;
  const described = present({
    where: element.where,
    fileName: element.attribute('filename'),
    mime: element.attribute('mimeCode'),
  });
  return { ...described, bytes: base64Bytes(element.text) };
}
