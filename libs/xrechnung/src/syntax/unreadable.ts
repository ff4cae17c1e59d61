import { type Message } from '../findings';

/** Why a document was not read. A closed list: doors, tables and translations rest on it, so words are only ever added. */
export const UNREADABLE_REASONS = [
  'empty',
  'too-large',
  'type-mismatch',
  'unknown-syntax',
  'text-too-long',
  'too-many-attachments',
  'attachment-encoding',
  'xml-doctype',
  'xml-syntax',
  'xml-encoding',
  'xml-version',
  'xml-depth',
  'xml-too-many-attributes',
  'xml-too-many-elements',
  'xml-schema',
  'amount-invalid',
  'date-invalid',
  'pdf-damaged',
  'pdf-encrypted',
  'pdf-ambiguous-xml',
  'pdf-too-large',
  'pdf-no-xml',
  'other-invoice',
] as const;

export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** The document could not be read, and why. An expected outcome, therefore a value. */
export type Unreadable = {
  readonly kind: 'unreadable';
  readonly reason: UnreadableReason;
  readonly message: Message;
  /** Well-formed XML or not; undefined where the document was refused before that could be known, and for PDF. */
  readonly wellFormed: boolean | undefined;
};

/**
 * Carries a refusal out of the depths of a parser, where returning values through every handler would hide the reading.
 * It never leaves this library: `attempt` and `attemptAsync` turn it into an `Unreadable`.
 */
export class Refusal extends Error {
  constructor(
    readonly reason: UnreadableReason,
    readonly text: Message,
    readonly wellFormed?: boolean,
  ) {
    super(text.en);
    this.name = 'Refusal';
  }
}

/** Nothing of a refused document becomes an invoice; what to do next is the same for all causes in the file itself. */
const consequence: Message = {
  de: 'Aus der Datei wurde keine Rechnung gelesen. Bitten Sie den Absender um eine neue, unveränderte Fassung.',
  en: 'No invoice was read from the file. Ask the sender for a new, unaltered copy.',
};

/** A refusal whose sentence names the cause; consequence and next step follow, unless the cause asks for another one. */
export function refusal(
  reason: UnreadableReason,
  cause: Message,
  { wellFormed, next = consequence }: { wellFormed?: boolean; next?: Message } = {},
): Refusal {
  return new Refusal(reason, { de: `${cause.de} ${next.de}`, en: `${cause.en} ${next.en}` }, wellFormed);
}

/** A refusal as a value. Anything else is a fault of ours and goes on. */
function unreadable(error: unknown): Unreadable {
  if (!(error instanceof Refusal)) throw error;
  return { kind: 'unreadable', reason: error.reason, message: error.text, wellFormed: error.wellFormed };
}

/** Runs a reading and hands a refusal back as a value. */
export function attempt<T>(reading: () => T): T | Unreadable {
  try {
    return reading();
  } catch (error) {
    return unreadable(error);
  }
}

/** As `attempt`, for readings that wait. */
export const attemptAsync = async <T>(reading: () => Promise<T>): Promise<T | Unreadable> =>
  reading().catch((error: unknown) => unreadable(error));
