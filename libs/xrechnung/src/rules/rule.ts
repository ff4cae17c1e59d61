import { type Message, type Severity } from '../findings';
import { type Invoice } from '../model';
import { UnreadableNumber } from './arithmetic';

/** Anything that knows its place in the document. */
export type Place = { readonly where: string };

/** The official level of a rule, where the two bindings publish different ones: one for each. */
export type Level = Severity | { readonly ubl: Severity; readonly cii: Severity };

/** A place where a rule does not hold, and what is wrong there. */
export type Failure = {
  readonly location: string;
  readonly message: Message;
  /** Only where one rule looks at many terms. */
  readonly terms?: readonly string[];
};

/** A place that could not be judged: `unreadable` because of a number that is none, `failed` because the rule crashed. */
export type Unjudged = { readonly location: string; readonly reason: 'unreadable' | 'failed'; readonly detail: string };

export type Evaluation = { readonly failures: readonly Failure[]; readonly unjudged: readonly Unjudged[] };

/** One rule under its official id. It only reports; the scenario sets the level, the policy draws the conclusion. */
export type Rule = {
  readonly id: string;
  readonly terms: readonly string[];
  readonly level: Level;
  readonly evaluate: (invoice: Invoice) => Evaluation;
};

type Definition<P extends Place> = {
  readonly terms: readonly string[];
  /** The term of this place, where one rule looks at many. */
  readonly termAt?: (place: P) => string;
  /** Fatal unless said otherwise: most official rules are. */
  readonly level?: Level;
  /** The cause, in a sentence. What follows from it and what to do next is added when the level is known. */
  readonly text: (place: P, invoice: Invoice) => Message;
  readonly holds: (place: P, invoice: Invoice) => boolean;
};

/** Rules that look at the same places, under their official ids. Every place where `holds` is false is reported. */
export function rulesAt<P extends Place>(
  places: (invoice: Invoice) => readonly P[],
  definitions: Readonly<Record<string, Definition<P>>>,
): Rule[] {
  return Object.entries(definitions).map(([id, definition]) => ({
    id,
    terms: definition.terms,
    level: definition.level ?? 'fatal',
    evaluate: (invoice) => evaluate(places, definition, invoice),
  }));
}

function evaluate<P extends Place>(
  places: (invoice: Invoice) => readonly P[],
  { holds, text, termAt }: Definition<P>,
  invoice: Invoice,
): Evaluation {
  const failures: Failure[] = [];
  const unjudged: Unjudged[] = [];
  for (const place of places(invoice)) {
    // One place that cannot be judged must not hide what the rule finds at the others.
    try {
      if (holds(place, invoice)) continue;
      const failure = { location: place.where, message: text(place, invoice) };
      failures.push(termAt ? { ...failure, terms: [termAt(place)] } : failure);
    } catch (error) {
      unjudged.push(unjudgedAt(place.where, error));
    }
  }
  return { failures, unjudged };
}

/** A number that is none is expected in foreign documents and named; everything else is a fault of the rule. */
export function unjudgedAt(location: string, error: unknown): Unjudged {
  if (error instanceof UnreadableNumber) return { location: error.where, reason: 'unreadable', detail: error.text };
  return { location, reason: 'failed', detail: error instanceof Error ? error.message : String(error) };
}

/** The level that the binding of this invoice publishes. */
export function levelFor(level: Level, invoice: Invoice): Severity {
  if (typeof level === 'string') return level;
  return invoice.syntax === 'cii' ? level.cii : level.ubl;
}
