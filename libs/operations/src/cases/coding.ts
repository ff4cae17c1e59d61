import { CodingLine } from '@libs/contracts';
import { type CaseRecord } from '@libs/db';
import { Decimal } from '@libs/money';
import { z } from 'zod';

const Lines = z.array(CodingLine);

/** The coding lines of a case as stored. */
export const codingOf = (record: Pick<CaseRecord, 'coding'>): CodingLine[] => Lines.parse(record.coding);

export const sumOf = (lines: readonly CodingLine[]): Decimal =>
  Decimal.sum(lines.map((line) => Decimal.of(line.amount)));

/** BT-112 as an exact decimal. NUMERIC pads with zeros; the written form stays in the invoice model. */
export const grossOf = (record: Pick<CaseRecord, 'gross'>): Decimal | undefined =>
  record.gross === null ? undefined : Decimal.of(record.gross.toFixed());

/** Two decimals at least, more only where they were written: "1190.00". */
export const moneyText = (amount: Decimal): string => amount.toFixed(Math.max(2, amount.scale));

/** What is still missing to the gross amount. */
export const restOf = (record: Pick<CaseRecord, 'coding' | 'gross'>): Decimal | undefined =>
  grossOf(record)?.minus(sumOf(codingOf(record)));

/** Coded is a case whose lines add up to the gross amount, to the cent. */
export const isCoded = (record: Pick<CaseRecord, 'coding' | 'gross'>): boolean =>
  codingOf(record).length > 0 && (restOf(record)?.isZero() ?? false);
