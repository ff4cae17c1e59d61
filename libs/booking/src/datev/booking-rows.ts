import { Decimal } from '@libs/money';
import { amountText } from '../amount-text';
import { type CodingLine, codingProblems } from '../coding';
import { blocked, type Blocked, reasons } from './blocked';
import { type Change, changeOf } from './change';
import { documentField } from './document-field';
import { germanDay, inFiscalYear, isDay } from './iso-date';
import { type ClientSettings } from './settings';
import { fitText } from './text';

/** An ordered case as the export needs it. Dates are YYYY-MM-DD. */
export type OrderedCase = {
  readonly caseId: string;
  /** BT-1 */ readonly invoiceNumber: string;
  /** BT-3 */ readonly typeCode: string;
  /** BT-2 */ readonly issueDate: string;
  /** BT-9 */ readonly dueDate?: string;
  /** BT-5 */ readonly currency: string;
  /** BT-112 */ readonly gross: Decimal;
  /** BT-115, where it is known */ readonly due?: Decimal;
  /** BT-27 */ readonly sellerName: string;
  /** Kreditorenkonto of the seller */ readonly creditor?: string;
  /** The account is shared by suppliers without one of their own (Conto pro Diverse) */ readonly sharedCreditor?: boolean;
  readonly coding: readonly CodingLine[];
  /** Day of supply and the tax period it belongs to; written only when both are known */
  readonly service?: { readonly date: string; readonly taxPeriod: string };
  /** BT-13 */ readonly orderNumber?: string;
  /** Only for a document that is really delivered to that store */
  readonly link?: { readonly store: 'BEDI' | 'DDMS'; readonly id: string };
};

/** One row of the Buchungsstapel, before it is written. */
export type BookingRow = {
  readonly caseId: string;
  /** Above zero */ readonly amount: Decimal;
  /** Side of `account` */ readonly side: 'S' | 'H';
  readonly account: string;
  readonly contraAccount: string;
  readonly taxKey: string;
  readonly documentDate: string;
  readonly documentField1: string;
  readonly text: string;
  readonly costCentre: string;
  readonly costObject: string;
  readonly dueDate?: string;
  readonly service?: { readonly date: string; readonly taxPeriod: string };
  readonly orderNumber: string;
  readonly link: string;
};

export type CaseRows = {
  readonly rows: readonly BookingRow[];
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
};

/** UNTDID 1001, the codes that BR-CL-01 takes for a credit note. Their amounts are positive as written. */
export const creditNoteTypes: readonly string[] = [
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '532',
];

const LARGEST = Decimal.of('9999999999.99');

/**
 * The gross rows of a case: one for each coding line, creditor against the line's account, which the tax key acts on. A line of zero
 * makes no row. Either the whole case is booked or nothing of it.
 */
export function bookingRows(one: OrderedCase, settings: ClientSettings): CaseRows {
  const documentField1 = documentField(one.invoiceNumber);
  const orderNumber = fitText(one.orderNumber ?? '', 30, settings.encoding);
  const lines = one.coding.filter((line) => !line.amount.isZero());
  const texts = lines.map((line) => fitText(bookingText(one, line), 60, settings.encoding));

  const problems = [
    ...caseProblems(one, settings),
    ...lines.flatMap((line) => lineProblems(one.caseId, line, settings)),
    ...[orderNumber, ...texts].flatMap(({ unfit }) =>
      unfit.length > 0 ? [reasons.textNotRepresentable(one.caseId, unfit.join(' '))] : [],
    ),
  ];
  if (problems.length > 0) return { rows: [], changes: [], blocked: problems };

  const rows = lines.map((line, index) => ({
    caseId: one.caseId,
    amount: line.amount.abs(),
    side: sideOf(one, line),
    account: one.creditor ?? '',
    contraAccount: line.account,
    taxKey: line.taxKey ?? '',
    documentDate: one.issueDate,
    documentField1,
    text: texts[index]?.text ?? '',
    costCentre: line.costCentre ?? '',
    costObject: line.costObject ?? '',
    ...(one.dueDate !== undefined && { dueDate: one.dueDate }),
    ...(one.service && { service: one.service }),
    orderNumber: orderNumber.text,
    link: one.link ? `${one.link.store} "${one.link.id}"` : '',
  }));
  const changes = [
    ...changeOf(one.caseId, 'Belegfeld 1', one.invoiceNumber, documentField1),
    ...changeOf(one.caseId, 'Auftragsnummer', one.orderNumber ?? '', orderNumber.text),
    ...lines.flatMap((line, index) =>
      changeOf(one.caseId, 'Buchungstext', bookingText(one, line), texts[index]?.text ?? ''),
    ),
  ];
  return { rows, changes, blocked: [] };
}

const bookingText = (one: OrderedCase, line: CodingLine): string =>
  [one.sellerName, line.text ?? ''].filter((part) => part.trim() !== '').join(', ');

/** Whether BT-3 names a credit note: its amounts are positive as written and lower what is owed. */
export const isCreditNote = (typeCode: string): boolean => creditNoteTypes.includes(typeCode);

/** A payable stands on H at the creditor; a credit note or a negative line on S; a negative line of a credit note on H again. */
const sideOf = (one: OrderedCase, line: CodingLine): 'S' | 'H' =>
  isCreditNote(one.typeCode) === line.amount.isNegative() ? 'H' : 'S';

function caseProblems(one: OrderedCase, settings: ClientSettings): readonly Blocked[] {
  const { caseId, creditor = '', coding, issueDate } = one;
  const problems: Blocked[] = codingProblems(one.gross, coding).map(({ message }) =>
    blocked(caseId, 'coding', message, { de: '', en: '' }),
  );
  if (coding.length > 0 && coding.every((line) => line.amount.isZero())) problems.push(reasons.amountZero(caseId, ''));
  if (one.currency !== settings.currency) problems.push(reasons.foreignCurrency(caseId, one.currency));
  if (one.due && !one.due.equals(one.gross)) {
    problems.push(reasons.partlyPaid(caseId, `${amountText(one.due).de} / ${amountText(one.gross).de}`));
  }
  if (documentField(one.invoiceNumber) === '') problems.push(reasons.numberMissing(caseId, ''));

  if (creditor.trim() === '') problems.push(reasons.creditorMissing(caseId, one.sellerName));
  else if (!isAccount(creditor) || creditor.length !== settings.accountLength + 1)
    problems.push(reasons.creditorInvalid(caseId, creditor));

  const dates = [issueDate, one.dueDate, one.service?.date, one.service?.taxPeriod].filter(
    (date) => date !== undefined,
  );
  problems.push(...dates.filter((date) => !isDay(date)).map((date) => reasons.dateInvalid(caseId, date)));
  if (isDay(issueDate) && !inFiscalYear(issueDate, settings.fiscalYearStart))
    problems.push(reasons.outsideFiscalYear(caseId, germanDay(issueDate)));
  if (one.link && !/^[\w-]{1,36}$/.test(one.link.id)) problems.push(reasons.linkInvalid(caseId, one.link.id));
  return problems;
}

function lineProblems(caseId: string, line: CodingLine, settings: ClientSettings): readonly Blocked[] {
  const { account, taxKey = '', costCentre = '', costObject = '' } = line;
  const problems: Blocked[] = [];
  // an empty account is already a problem of the coding
  if (account.trim() !== '' && (!isAccount(account) || account.length > settings.accountLength))
    problems.push(reasons.accountInvalid(caseId, account));
  if (taxKey !== '' && !/^\d{1,4}$/.test(taxKey)) problems.push(reasons.taxKeyInvalid(caseId, taxKey));
  // key 40 is there to switch the automatic function off
  if (taxKey !== '' && taxKey !== '40' && settings.automaticAccounts.includes(account))
    problems.push(reasons.taxKeyOnAutomaticAccount(caseId, account));
  for (const cost of [costCentre, costObject])
    if (!/^[\w ]{0,36}$/.test(cost)) problems.push(reasons.costFieldInvalid(caseId, cost));
  if (line.amount.abs().compare(LARGEST) > 0) problems.push(reasons.amountTooLarge(caseId, amountText(line.amount).de));
  return problems;
}

const isAccount = (account: string): boolean => /^(?!0+$)\d+$/.test(account);
