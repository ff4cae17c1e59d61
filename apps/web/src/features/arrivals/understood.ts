import type { Arrival, Message } from '@libs/contracts';
import type { IconName } from '../../components/icon';
import type { Tone } from '../../lib/stages';
import { firstSentence } from '../../lib/foreign-text';
import { isAmount, negated } from '../../lib/money';
import { documentKinds, texts } from './texts';

type Part = Omit<Arrival, 'children'>;

export type Understood = {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly status: Message;
  readonly title: Message;
  readonly detail: Message | null;
  /** The detail where room is scarce: of a message its first sentence, the cause. */
  readonly brief: Message | null;
  readonly amount: { readonly gross: string; readonly currency: string | null } | null;
  readonly link: { readonly href: string; readonly text: Message } | null;
};

/** What an arrival turned out to be, in one line: status, title, detail, amount and where to go. */
export function understood(arrival: Arrival | Part): Understood {
  const [first] = arrival.documents;
  const facts = first?.facts ?? {};
  const kind = first ? documentKinds[first.kind] : null;
  const gross = facts.gross ?? null;
  const base = {
    detail: arrival.message,
    brief: arrival.message && causeOf(arrival.message),
    amount:
      gross === null
        ? null
        : { gross: first?.creditNote && isAmount(gross) ? negated(gross) : gross, currency: facts.currency ?? null },
    link: first ? { href: `/faelle/${first.caseId}`, text: texts.toCase(first.caseNumber) } : null,
    title: titleOf(arrival, facts.invoiceNumber),
  };

  switch (arrival.outcome) {
    case 'pending':
      if (arrival.delayed)
        return {
          ...base,
          icon: 'clock',
          tone: 'warn',
          status: texts.delayed,
          title: texts.reading,
          detail: texts.delayedWhat,
          brief: causeOf(texts.delayedWhat),
        };
      return {
        ...base,
        icon: 'clock',
        tone: 'act',
        status: texts.reading,
        title: texts.reading,
        detail: texts.readingWhat,
        brief: texts.readingWhat,
      };
    case 'duplicate':
      return {
        ...base,
        icon: 'copy',
        tone: 'warn',
        status: texts.duplicate,
        link: arrival.duplicateOf?.caseId
          ? { href: `/faelle/${arrival.duplicateOf.caseId}`, text: texts.duplicate }
          : null,
      };
    case 'rejected':
      return { ...base, icon: 'stop', tone: 'danger', status: texts.rejected };
    case 'quarantined':
      // Kept safely, and a person must look.
      return { ...base, icon: 'inbox', tone: 'warn', status: texts.clarify };
    case 'accepted': {
      if (arrival.reason !== null) return { ...base, icon: 'inbox', tone: 'warn', status: texts.clarify };
      const detail = sellerAnd(facts.sellerName, kind);
      return { ...base, icon: 'okc', tone: 'ok', status: texts.filed, detail, brief: detail };
    }
  }
}

const causeOf = ({ de, en }: Message): Message => ({ de: firstSentence(de), en: firstSentence(en) });

function titleOf(arrival: Arrival | Part, invoiceNumber: string | undefined): Message {
  if (invoiceNumber !== undefined)
    return arrival.documents[0]?.creditNote ? texts.creditNote(invoiceNumber) : texts.invoice(invoiceNumber);
  const parts = 'children' in arrival ? arrival.children.length : 0;
  if (parts > 0) return texts.message(parts);
  return arrival.documents.length > 0 ? texts.noInvoice : { de: arrival.fileName, en: arrival.fileName };
}

function sellerAnd(seller: string | undefined, kind: Message | null): Message | null {
  if (seller === undefined) return kind;
  return kind ? { de: `${seller} · ${kind.de}`, en: `${seller} · ${kind.en}` } : { de: seller, en: seller };
}

/** "48 KB", "1,3 MB" */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes}\u00a0B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)}\u00a0KB`;
  return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')}\u00a0MB`;
}
