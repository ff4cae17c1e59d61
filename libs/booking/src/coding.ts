import { Decimal } from '@libs/money';
import { type Message } from '@libs/xrechnung';
import { amountText } from './amount-text';

/** Kontierungszeile: which share of the gross amount goes to which account. */
export type CodingLine = {
  /** Sachkonto */ readonly account: string;
  readonly amount: Decimal;
  /** Steuerschlüssel of the client's table */ readonly taxKey?: string;
  /** Kostenstelle */ readonly costCentre?: string;
  /** Kostenträger */ readonly costObject?: string;
  readonly text?: string;
};

export type CodingProblem = {
  readonly code: 'no-lines' | 'account-missing' | 'too-many-decimals' | 'sum-differs';
  /** Number of the line, from 1; undefined where the coding as a whole is meant. */
  readonly line: number | undefined;
  readonly message: Message;
};

/** What keeps a coding from being used. Stated amounts are never rounded to make a coding fit. */
export function codingProblems(gross: Decimal, lines: readonly CodingLine[]): readonly CodingProblem[] {
  if (lines.length === 0) return [noLines];

  const problems = lines.flatMap((line, index) => lineProblems(line, index + 1));
  const sum = Decimal.sum(lines.map((line) => line.amount));
  return sum.equals(gross) ? problems : [...problems, sumDiffers(gross, sum)];
}

function lineProblems({ account, amount }: CodingLine, line: number): readonly CodingProblem[] {
  const problems: CodingProblem[] = [];
  if (account.trim() === '') problems.push(accountMissing(line));
  // by the written scale: 10.000 may well be meant as ten thousand
  if (amount.scale > 2) problems.push(tooManyDecimals(line, amount));
  return problems;
}

const noLines: CodingProblem = {
  code: 'no-lines',
  line: undefined,
  message: {
    de: 'Es gibt noch keine Kontierung. Ohne sie kann die Rechnung nicht gebucht werden. Bitte tragen Sie mindestens eine Zeile mit Konto und Betrag ein.',
    en: 'There is no coding yet. Without it the invoice cannot be booked. Please enter at least one line with account and amount.',
  },
};

const accountMissing = (line: number): CodingProblem => ({
  code: 'account-missing',
  line,
  message: {
    de: `In Zeile ${line} fehlt das Konto. So kann sie nicht gebucht werden. Bitte tragen Sie ein Konto ein oder löschen Sie die Zeile.`,
    en: `Line ${line} has no account. It cannot be booked like this. Please enter an account or delete the line.`,
  },
});

const tooManyDecimals = (line: number, amount: Decimal): CodingProblem => ({
  code: 'too-many-decimals',
  line,
  message: {
    de: `Der Betrag ${amountText(amount).de} in Zeile ${line} hat mehr als zwei Nachkommastellen. Gebucht wird in ganzen Cent. Bitte geben Sie den Betrag mit höchstens zwei Nachkommastellen ein.`,
    en: `The amount ${amountText(amount).en} in line ${line} has more than two decimals. Booking is done in whole cents. Please enter the amount with two decimals at most.`,
  },
});

function sumDiffers(gross: Decimal, sum: Decimal): CodingProblem {
  const missing = gross.minus(sum);
  const [wanted, coded, rest] = [amountText(gross), amountText(sum), amountText(missing.abs())];
  const next: Message = missing.isNegative()
    ? {
        de: `Verteilt sind ${rest.de} zu viel; bitte verringern Sie eine Zeile.`,
        en: `That is ${rest.en} too much; please reduce a line.`,
      }
    : { de: `Bitte verteilen Sie noch ${rest.de}.`, en: `Please distribute another ${rest.en}.` };
  return {
    code: 'sum-differs',
    line: undefined,
    message: {
      de: `Die Kontierung ergibt ${coded.de}, die Rechnung lautet auf ${wanted.de} (brutto). So kann sie nicht gebucht werden. ${next.de}`,
      en: `The coding adds up to ${coded.en}, the invoice states ${wanted.en} (gross). It cannot be booked like this. ${next.en}`,
    },
  };
}
