import { type ReadResult } from '@libs/platform';
import { checkInvoice, extractXml, profileOf, readInvoice, toRecord, usability } from '@libs/xrechnung';

/** XML in, invoice with its report out. */
export function readXml(bytes: Uint8Array): ReadResult {
  const reading = readInvoice(bytes);
  if (reading.kind === 'unreadable') {
    const { kind, reason, message } = reading;
    return { kind, reason, message };
  }
  const { invoice, syntax } = reading;
  const profile = profileOf(invoice) ?? null;
  const report = checkInvoice(invoice);
  const decided = usability(invoice, report, profile);
  return {
    kind: 'invoice',
    syntax,
    profile,
    record: toRecord(invoice),
    report,
    usability: decided.usability,
    usabilityReason: decided.reason,
    usabilityMessage: decided.message,
  };
}

/** The XML inside a PDF is read like any other; a PDF without one is a picture of an invoice. */
export async function readPdf(bytes: Uint8Array): Promise<ReadResult> {
  const extraction = await extractXml(bytes);
  switch (extraction.kind) {
    case 'none':
      return { kind: 'no-invoice', reason: 'needs-recognition' };
    case 'unreadable': {
      const { kind, reason, message } = extraction;
      return { kind, reason, message };
    }
    case 'xml': {
      const result = readXml(extraction.bytes);
      if (result.kind !== 'invoice') return result;
      return { ...result, xml: extraction.bytes, xmlName: extraction.fileName };
    }
  }
}
