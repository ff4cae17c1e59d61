import { signedText } from '@libs/approval';
import { amountText } from '@libs/booking';
import { InvoiceRecord, skontos } from '@libs/contracts';
import { type CaseRecord, Database } from '@libs/db';
import { type CoverFacts, coverSheet, openWoff } from '@libs/paper';
import { printFonts } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { berlinDay, isoDay } from '../berlin';
import { grossOf } from '../cases/coding';
import { dueOf } from '../cases/due';
import { caseNotFound } from '../cases/locked-case';
import { ShowCases } from '../cases/show-cases';
import { signedFacts } from '../cases/signed-facts';
import { Refused } from '../refusal';
import { mayHandlePaper } from './powers';

export type CoverSheet = { readonly fileName: string; readonly bytes: Uint8Array };

/** Laufzettel: the page that goes with a printed invoice to an office that signs on paper. */
@Injectable()
export class PrintCoverSheet {
  constructor(
    private readonly database: Database,
    private readonly cases: ShowCases,
  ) {}

  async run(actor: Actor, caseId: string): Promise<CoverSheet> {
    await this.cases.show(actor, caseId); // who may not see it is told so in the words of the case page
    const facts = await this.database.transaction(actor, async (tx) => {
      const record = await tx.cases.find(caseId);
      if (!record) throw caseNotFound();
      if (!mayHandlePaper(actor, record)) throw notYours();
      if (!record.invoice || !record.unit) throw nothingToPrint();
      return coverFacts(record, (await tx.masterData.entity())?.name ?? '', tx.now);
    });
    const { regular, bold } = printFonts();
    const bytes = await coverSheet(facts, { regular: openWoff(regular), bold: openWoff(bold) });
    return { fileName: `Laufzettel ${facts.number}.pdf`, bytes };
  }
}

export function coverFacts(record: CaseRecord, entity: string, now: Date): CoverFacts {
  const invoice = record.invoice ? InvoiceRecord.safeParse(withoutNulls(record.invoice.model)).data : undefined;
  const gross = grossOf(record);
  const due = dueOf(record);
  const money = (amount: typeof gross): string =>
    amount === undefined ? '–' : `${amountText(amount).de} ${record.currency ?? ''}`.trim();
  const account = invoice?.payment.flatMap(({ transfers }) => transfers)[0]?.account?.text;
  const issued = isoDay(record.issueDate);
  const discounts = skontos(invoice?.paymentTerms?.text, issued);
  const texts = signedFacts(record);
  return {
    entity,
    number: record.number,
    unit: record.unit ? `${record.unit.number} ${record.unit.name}` : '–',
    facts: [
      ['Lieferant', printable(record.seller ?? '–')],
      ['Rechnungsnummer', printable(record.invoiceNumber ?? '–')],
      ['Rechnungsdatum', day(issued)],
      ['Eingegangen am', day(berlinDay(record.receivedAt))],
      ['Rechnungsbetrag (brutto)', money(gross)],
      ['Zu zahlen', money(due ?? gross)],
      ['Fällig am', day(isoDay(record.dueDate))],
      [
        'Skonto',
        discounts.map(({ percent, until }) => `${percent.replace('.', ',')} % bis ${day(until)}`).join(', ') || '–',
      ],
      ['Bankverbindung (IBAN)', account === undefined ? '–' : maskedIban(account)],
      ['Leitweg-ID', printable(invoice?.buyerReference?.text ?? '–')],
    ],
    signatures: [
      { title: 'Sachliche Feststellung', text: signedText({ kind: 'certify', certificate: 'factual' }, texts).de },
      {
        title: 'Rechnerische Feststellung',
        text: signedText({ kind: 'certify', certificate: 'arithmetical' }, texts).de,
      },
      { title: 'Anordnung', text: signedText({ kind: 'order' }, texts).de },
    ].map(({ title, text }) => ({ title, text: printable(text) })),
    foot: `Gedruckt am ${day(berlinDay(now))}. Die Rechnung ist bei der Rechnungsstelle elektronisch im Original aufbewahrt. Bitte unterschrieben an die Rechnungsstelle zurückgeben; die Unterschriften gelten auf dem Papier, in Belegfluss ist nichts festgestellt oder angeordnet.`,
    printedAt: now,
  };
}

const day = (iso: string | null): string => (iso === null ? '–' : iso.split('-').reverse().join('.'));

/** The first and the last four signs: enough to compare, and nothing to copy from a desk. */
export function maskedIban(text: string): string {
  const iban = text.replace(/\s/g, '').toUpperCase();
  return iban.length < 12 ? '••••' : `${iban.slice(0, 4)} •••• •••• ${iban.slice(-4)}`;
}

/** Foreign text on our paper: no control signs, and none that turns the direction of writing. */
const printable = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => one ?? undefined));

const notYours = (): Refused =>
  new Refused('forbidden', 'no-power-over-paper', {
    de: 'Laufzettel druckt die Rechnungsstelle oder die zuständige Stelle. Es wurde nichts erzeugt. Bitte wenden Sie sich dorthin.',
    en: 'Cover sheets are printed by the invoice desk or the unit concerned. Nothing was made. Turn to them.',
  });

const nothingToPrint = (): Refused =>
  new Refused('conflict', 'nothing-to-print', {
    de: 'Zu diesem Vorgang ist keine Rechnung gelesen oder keine Stelle bestimmt. Es wurde kein Laufzettel erzeugt. Bitte klären und zuordnen Sie ihn zuerst.',
    en: 'No invoice has been read for this case, or no unit is named. No cover sheet was made. Settle and assign it first.',
  });
