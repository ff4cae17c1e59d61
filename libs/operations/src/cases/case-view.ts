import { missingCertificates, signedText } from '@libs/approval';
import { isCreditNote } from '@libs/booking';
import {
  type Act,
  ActKind,
  type CaseDetail,
  type CaseRow,
  Certificate,
  Channel,
  type CheckReport,
  DocumentKind,
  InvoiceRecord,
  Message,
  Stage,
  type TimelineEntry,
} from '@libs/contracts';
import { type ActRow, type ArrivalRow, type CaseListRow, type CaseRecord } from '@libs/db';
import { type Actor } from '../actor';
import { reasonText } from '../reason-text';
import { isoDay } from '../berlin';
import { isDelayed } from '../intake/delayed';
import { policyOf, reportOf } from '../reading/stored-report';
import { codingOf, grossOf, moneyText, restOf, sumOf } from './coding';
import { actsOf, certificates, dutyFor } from './duty';
import { powersOf } from './powers';
import { signedFacts } from './signed-facts';

/** A row of the worklist. `now` is the database's time. */
export function rowView(record: CaseListRow, now: Date): CaseRow {
  const gross = grossOf(record);
  const { unit } = record;
  // Without a reason of the machine it was a person; the case page has the words.
  const reason = record.reason ?? (record.stage === 'clarify' ? 'objected' : null);
  return {
    id: record.id,
    number: record.number,
    stage: Stage.parse(record.stage),
    stageSince: record.stageSince.toISOString(),
    receivedAt: record.receivedAt.toISOString(),
    delayed: record.stage === 'reading' && isDelayed(record.receivedAt, now),
    seller: record.seller,
    invoiceNumber: record.invoiceNumber,
    issueDate: isoDay(record.issueDate),
    dueDate: isoDay(record.dueDate),
    gross: gross ? moneyText(gross) : null,
    creditNote: isCreditNote(record.typeCode ?? ''),
    currency: record.currency,
    unit: unit && { id: unit.id, number: unit.number, name: unit.name },
    reason: reason === null ? null : { code: reason, message: reasonText(reason) },
    fileName: record.fileName,
    paperSentAt: record.stage === 'paper' ? (record.paperSentAt?.toISOString() ?? null) : null,
  };
}

export type CaseSources = {
  readonly record: CaseRecord;
  readonly arrival: ArrivalRow;
  readonly timeline: readonly TimelineEntry[];
  readonly actor: Actor;
  /** The database's time. */
  readonly now: Date;
};

/** Everything the case page shows to the person who asks. */
export function detailView({ record, arrival, timeline, actor, now }: CaseSources): CaseDetail {
  const facts = signedFacts(record);
  return {
    ...rowView(record, now),
    ...objection(record),
    ...refusalByFinance(record, timeline),
    version: record.version,
    contentHash: record.contentHash,
    arrival: {
      id: arrival.id,
      number: arrival.number,
      channel: Channel.parse(arrival.channel),
      sender: arrival.sender,
    },
    documents: record.documents.map(({ id, fileName, kind, mediaType, size, sha256, file }) => ({
      id,
      fileName,
      kind: DocumentKind.parse(kind),
      mediaType,
      size: Number(size),
      sha256,
      damagedAt: file.damagedAt?.toISOString() ?? null,
    })),
    invoice: record.invoice ? InvoiceRecord.parse(withoutNulls(record.invoice.model)) : null,
    report: reportView(record),
    coding: codingView(record),
    ...signaturesView(record, actor),
    acts: record.acts.map((act) => actView(act, record.contentHash)),
    may: powersOf(record, actor),
    texts: {
      factual: signedText({ kind: 'certify', certificate: 'factual' }, facts),
      arithmetical: signedText({ kind: 'certify', certificate: 'arithmetical' }, facts),
      order: signedText({ kind: 'order' }, facts),
    },
    export: exportView(record),
    timeline: [...timeline],
  };
}

/** An open objection is the reason that people read, with the objector's own words. */
function objection(record: CaseRecord): Partial<CaseRow> {
  const last = record.acts.findLast((act) => act.kind === 'object' || act.kind === 'release');
  if (last?.kind !== 'object' || record.stage !== 'clarify') return {};
  const words = last.reason ?? '';
  return {
    reason: {
      code: 'objected',
      message: { de: `${last.person.name} hat beanstandet: ${words}`, en: `${last.person.name} objected: ${words}` },
    },
  };
}

/** The same for a case that the finance system sent back. */
function refusalByFinance(record: CaseRecord, timeline: readonly TimelineEntry[]): Partial<CaseRow> {
  if (record.reason !== 'finance-refused') return {};
  const last = timeline.filter(({ kind }) => kind === 'refused').sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  const words = last?.data['reason'];
  if (!words) return {};
  return {
    reason: {
      code: 'finance-refused',
      message: {
        de: `Die Buchhaltung hat die Rechnung zurückgewiesen: ${words} Sie ist nicht gebucht. Bitte beheben Sie den Grund, zum Beispiel in der Kontierung; unverändert übernommen geht sie mit dem nächsten Stapel noch einmal hinaus.`,
        en: `The finance office refused the invoice: ${words} It is not booked. Please remove the cause, for example in the coding; accepted unchanged it goes out again with the next batch.`,
      },
    },
  };
}

function reportView({ report, invoice }: CaseRecord): CheckReport | null {
  if (!report) return null;
  const { findings, notChecked, ruleSets } = reportOf(report);
  return {
    usable: policyUse(report.usable),
    policy: policyOf(report).message,
    profile: invoice?.profile ?? null,
    findings,
    notChecked: notChecked.map(({ rule, message }) => ({ rule, message })),
    ruleSets,
    checkedAt: report.checkedAt.toISOString(),
  };
}

const policyUse = (text: string): CheckReport['usable'] =>
  text === 'usable' || text === 'other-invoice' ? text : 'doubtful';

function codingView(record: CaseRecord): CaseDetail['coding'] {
  const rest = restOf(record);
  const { creditor } = record;
  return {
    lines: codingOf(record),
    creditor: creditor && {
      id: creditor.id,
      account: creditor.account,
      name: creditor.name,
      vatId: creditor.vatId,
      city: creditor.city,
    },
    creditorBasis: basisOf(record.creditorBasis),
    sum: moneyText(sumOf(codingOf(record))),
    rest: rest ? moneyText(rest) : null,
  };
}

const basisOf = (text: string | null): CaseDetail['coding']['creditorBasis'] =>
  text === 'vat-id' || text === 'name' || text === 'chosen' || text === 'collective' ? text : null;

function signaturesView(record: CaseRecord, actor: Actor): Pick<CaseDetail, 'certificates' | 'ordered'> {
  const missing = missingCertificates(actsOf(record), record.contentHash, dutyFor(actor, record));
  const standing = record.acts.filter((act) => act.covers === record.contentHash);
  const order = standing.find((act) => act.kind === 'order');
  return {
    certificates: certificates.map((certificate) => {
      const act = missing.includes(certificate) ? undefined : standing.find((one) => one.certificate === certificate);
      return {
        certificate: Certificate.parse(certificate),
        by: act ? { id: act.person.id, name: act.person.name } : null,
        at: act?.at.toISOString() ?? null,
      };
    }),
    ordered: order ? { by: { id: order.person.id, name: order.person.name }, at: order.at.toISOString() } : null,
  };
}

const actView = (act: ActRow, contentHash: string): Act => ({
  id: act.id,
  kind: ActKind.parse(act.kind),
  certificate: act.certificate === null ? null : Certificate.parse(act.certificate),
  by: { id: act.person.id, name: act.person.name },
  at: act.at.toISOString(),
  covers: act.covers,
  standing: act.covers === contentHash,
  reason: act.reason,
  text: act.text === null ? null : Message.parse(act.text),
});

function exportView(record: CaseRecord): CaseDetail['export'] {
  const batch = record.positions[0]?.batch;
  if (!batch) return null;
  return {
    batchId: batch.id,
    batchNumber: batch.number,
    at: batch.createdAt.toISOString(),
    acknowledgedAt: batch.acknowledgedAt?.toISOString() ?? null,
  };
}

/** A stored record says null for what is no number or day; the interface leaves it out. */
const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => one ?? undefined));
