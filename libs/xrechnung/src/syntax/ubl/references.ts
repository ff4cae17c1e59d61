import { type Identifier, type PrecedingInvoice, type SupportingDocument } from '../../model';
import { attachment } from '../attachment';
import { identifier, present, text, trimmed } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one, path } from '../xml/select';
import { ublDate } from './dates';

/** UNTDID 1001 codes that turn an AdditionalDocumentReference into something else than a supporting document. */
const INVOICED_OBJECT = '130';
const PROJECT = '50';

const typeCode = (reference: XmlElement): string => trimmed(one(reference, 'cbc:DocumentTypeCode')?.text ?? '');

/** UBL's CreditNote knows no ProjectReference; there the project is an additional reference of type 50. */
const isProject = (root: XmlElement, reference: XmlElement): boolean =>
  root.name === 'cn:CreditNote' && typeCode(reference) === PROJECT;

const additional = (root: XmlElement): readonly XmlElement[] => all(root, 'cac:AdditionalDocumentReference');

/** The identifier of the first reference of that name: BT-12, BT-15, BT-16, BT-17. */
export const referenceId = (root: XmlElement, name: string): Identifier | undefined =>
  identifier(one(first(root, name), 'cbc:ID'));

/** BT-11. */
export function project(root: XmlElement): Identifier | undefined {
  const reference =
    root.name === 'cn:CreditNote'
      ? additional(root).find((candidate) => isProject(root, candidate))
      : first(root, 'cac:ProjectReference');
  return identifier(one(reference, 'cbc:ID'));
}

/** BT-18 of the document (AdditionalDocumentReference), BT-128 of a line (DocumentReference). */
export function objectId(parent: XmlElement, name: string): Identifier | undefined {
  const reference = all(parent, name).find((candidate) => typeCode(candidate) === INVOICED_OBJECT);
  return identifier(one(reference, 'cbc:ID'));
}

/** BG-3. */
export const precedingInvoices = (root: XmlElement): readonly PrecedingInvoice[] =>
  all(root, 'cac:BillingReference').flatMap((billing) => {
    const reference = one(billing, 'cac:InvoiceDocumentReference');
    if (!reference) return [];
    return present({
      where: reference.where,
      number: identifier(one(reference, 'cbc:ID')),
      date: ublDate(one(reference, 'cbc:IssueDate')),
    });
  });

/** BG-24. */
export const supportingDocuments = (root: XmlElement): readonly SupportingDocument[] =>
  additional(root)
    .filter((reference) => typeCode(reference) !== INVOICED_OBJECT && !isProject(root, reference))
    .map((reference) =>
      present({
        where: reference.where,
        id: identifier(one(reference, 'cbc:ID')),
        description: text(first(reference, 'cbc:DocumentDescription')),
        uri: text(path(reference, 'cac:Attachment', 'cac:ExternalReference', 'cbc:URI')),
        attachment: attachment(path(reference, 'cac:Attachment', 'cbc:EmbeddedDocumentBinaryObject')),
      }),
    );
