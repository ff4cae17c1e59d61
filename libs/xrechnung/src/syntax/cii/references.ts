import { type Identifier, type PrecedingInvoice, type SupportingDocument } from '../../model';
import { attachment } from '../attachment';
import { identifier, present, text, trimmed } from '../values';
import { type XmlElement } from '../xml/element';
import { all, first, one } from '../xml/select';
import { ciiFormattedDate } from './dates';

/** UNTDID 1001 codes that say what an AdditionalReferencedDocument is. */
const TENDER = '50';
const INVOICED_OBJECT = '130';

const typeCode = (document: XmlElement): string => trimmed(one(document, 'ram:TypeCode')?.text ?? '');

const additional = (parent: XmlElement | undefined): readonly XmlElement[] =>
  all(parent, 'ram:AdditionalReferencedDocument');

/** The identifier that the issuer gave to the referenced document: BT-12 to BT-16. */
export const referenceId = (parent: XmlElement | undefined, name: string): Identifier | undefined =>
  identifier(one(one(parent, name), 'ram:IssuerAssignedID'));

/** BT-11. */
export const project = (agreement: XmlElement | undefined): Identifier | undefined =>
  identifier(one(one(agreement, 'ram:SpecifiedProcuringProject'), 'ram:ID'));

/** BT-17. */
export const tender = (agreement: XmlElement | undefined): Identifier | undefined =>
  identifier(
    one(
      additional(agreement).find((document) => typeCode(document) === TENDER),
      'ram:IssuerAssignedID',
    ),
  );

/** BT-18 of the document, BT-128 of a line; the scheme stands in an element of its own. */
export function objectId(parent: XmlElement | undefined): Identifier | undefined {
  const document = additional(parent).find((candidate) => typeCode(candidate) === INVOICED_OBJECT);
  const id = identifier(one(document, 'ram:IssuerAssignedID'));
  const scheme = one(document, 'ram:ReferenceTypeCode')?.text;
  return id && scheme !== undefined ? { ...id, scheme } : id;
}

/** BG-3. */
export const precedingInvoices = (settlement: XmlElement | undefined): readonly PrecedingInvoice[] =>
  all(settlement, 'ram:InvoiceReferencedDocument').map((document) =>
    present({
      where: document.where,
      number: identifier(one(document, 'ram:IssuerAssignedID')),
      date: ciiFormattedDate(one(document, 'ram:FormattedIssueDateTime')),
    }),
  );

/** BG-24: every additional document that is neither the tender nor the invoiced object. */
export const supportingDocuments = (agreement: XmlElement | undefined): readonly SupportingDocument[] =>
  additional(agreement)
    .filter((document) => typeCode(document) !== TENDER && typeCode(document) !== INVOICED_OBJECT)
    .map((document) =>
      present({
        where: document.where,
        id: identifier(one(document, 'ram:IssuerAssignedID')),
        description: text(first(document, 'ram:Name')),
        uri: text(one(document, 'ram:URIID')),
        attachment: attachment(first(document, 'ram:AttachmentBinaryObject')),
      }),
    );
