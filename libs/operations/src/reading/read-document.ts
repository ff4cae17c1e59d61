import { type CaseRecord, type ClaimedWork, Database, machineOf, type Tx } from '@libs/db';
import { type ReadResult } from '@libs/platform';
import { fromRecord, type Invoice } from '@libs/xrechnung';
import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '../berlin';
import { next } from '../pipeline';
import { renew } from '../cases/settle';
import { ARCHIVE, READER, type Storage } from '../ports';
import { toClarify } from './to-clarify';
import { type Attempt, type Reader, ReaderFailed } from './reader';

type InvoiceResult = Extract<ReadResult, { kind: 'invoice' }>;
type CaseDocument = CaseRecord['documents'][number];

/** Step `read`: the XML, or the XML inside a PDF, becomes the invoice of the case; the rules report on it in the same child. */
@Injectable()
export class ReadDocument {
  constructor(
    private readonly database: Database,
    @Inject(ARCHIVE) private readonly archive: Storage,
    @Inject(READER) private readonly reader: Reader,
  ) {}

  async run(work: ClaimedWork): Promise<void> {
    const { entityId, subjectId } = work;
    const record = await this.database.transaction(machineOf(entityId), (tx) => tx.cases.find(subjectId));
    const document = record?.documents[0];
    if (record?.stage !== 'reading' || !document)
      return this.database.transaction(machineOf(entityId), (tx) => tx.work.finish(work));

    const attempt = await this.read(entityId, document);
    if (!attempt.ok) throw new ReaderFailed(attempt.reason);
    const result = attempt.value;
    await this.database.transaction(machineOf(entityId), async (tx) => {
      await tx.work.finish(work);
      await tx.cases.lock(subjectId);
      if (result.kind === 'invoice') return this.store(tx, record, document, result);
      await toClarify(tx, subjectId, result.reason, tx.now);
    });
  }

  private async read(entityId: string, document: CaseDocument): Promise<Attempt<ReadResult>> {
    const bytes = await this.archive.read(entityId, document.sha256);
    return document.kind === 'xml' ? this.reader.readXml(bytes) : this.reader.readPdf(bytes);
  }

  private async store(
    tx: Tx,
    { id: caseId, traceId }: CaseRecord,
    document: CaseDocument,
    result: InvoiceResult,
  ): Promise<void> {
    const now = tx.now;
    const invoice = fromRecord(result.record);
    await tx.cases.storeInvoice(caseId, result.syntax, result.profile, json(result.record));
    await tx.cases.storeReport(caseId, {
      usable: result.usability,
      policy: { code: result.usabilityReason, message: result.usabilityMessage },
      report: json(result.report),
      checkedAt: now,
    });
    await tx.cases.change(caseId, projections(invoice));
    if (document.kind !== 'xml') await tx.arrivals.nameDocumentKind(document.id, 'hybrid-pdf');
    await renew(tx, caseId, now);
    await tx.work.enqueue(next('read', 'invoice'), caseId, traceId);
    await tx.audit.append({
      kind: 'case-read',
      subjectId: caseId,
      payload: {
        syntax: result.syntax,
        profile: result.profile,
        xmlName: result.xmlName ?? null,
        document: document.sha256,
      },
      told: { trace: traceId, syntax: result.syntax },
    });
  }
}

/** Columns for lists and search. What does not fit a column stays in the model only. */
function projections(invoice: Invoice) {
  const gross = invoice.totals.gross?.value;
  return {
    seller: shown(invoice.seller?.name?.text, 300),
    sellerVatId: shown(invoice.seller?.vatId?.text, 40),
    invoiceNumber: shown(invoice.number?.text, 200),
    typeCode: shown(invoice.typeCode?.text, 10),
    issueDate: dayOf(invoice.issueDate?.iso),
    dueDate: dayOf(invoice.dueDate?.iso),
    gross: gross && fits(gross.toFixed(8)) ? gross.toFixed(8) : null,
    currency: shown(invoice.currency?.text, 10),
  };
}

/** NUMERIC(24, 8) */
const fits = (text: string): boolean => /^-?\d{1,16}\.\d{8}$/.test(text);

const shown = (text: string | undefined, length: number): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed.slice(0, length);
};

/** What crossed the process border is JSON already; this only says so to the compiler. */
const json = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
