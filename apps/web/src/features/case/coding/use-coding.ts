import { CaseDetail, type Creditor } from '@libs/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { change, statusOf } from '../../../lib/api';
import { drafts } from '../../../lib/browser-storage';
import { isZero, parseAmount, toTyped } from '../../../lib/money';
import { emptyLine, EditLine, restOf, startLines, toCoding } from './edit-lines';

/** Keeps the version it was typed upon, so that a change by somebody else is noticed and nothing typed is lost. */
const Draft = z.object({ version: z.number(), lines: z.array(EditLine).min(1) });
type Draft = z.infer<typeof Draft>;

function readDraft(key: string): Draft | null {
  const text = drafts.load(key);
  if (text === null) return null;
  try {
    return Draft.parse(JSON.parse(text));
  } catch {
    return null; // written by an older version of this page
  }
}

/** To the first marked field, once it is marked. */
function focusWrongField(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('#kontierung [aria-invalid="true"]')?.focus();
  });
}

/** To the line that was just added, so that one types on without the mouse. */
function focusNewLine(): void {
  requestAnimationFrame(() => {
    [...document.querySelectorAll<HTMLElement>('#kontierung [role="combobox"]')].at(-1)?.focus();
  });
}

export type Coding = ReturnType<typeof useCoding>;

/** The coding being typed: lines, remainder, creditor, and saving it under the version that was seen. */
export function useCoding(detail: CaseDetail) {
  const client = useQueryClient();
  const key = `coding.${detail.id}`;
  const [draft, setDraftState] = useState<Draft | null>(() => readDraft(key));
  const [creditor, setCreditor] = useState<Creditor | null>(null);
  const [opened, setOpened] = useState(false);
  const [tried, setTried] = useState(false);
  const [start] = useState(() => startLines(detail));
  const [startVersion, setStartVersion] = useState(detail.version);
  const [untouched, setUntouched] = useState(start);
  if (startVersion !== detail.version) {
    setStartVersion(detail.version);
    setUntouched(startLines(detail));
  }

  const lines: readonly EditLine[] = draft?.lines ?? untouched;
  const discard = (): void => {
    setDraftState(null);
    setCreditor(null);
    setOpened(false);
    setTried(false);
    drafts.store(key, null);
  };

  const mutation = useMutation({
    mutationFn: () =>
      change('PUT', CaseDetail, `/cases/${detail.id}/coding`, {
        body: { lines: toCoding(lines), ...(creditor && { creditor: creditor.id }) },
        version: detail.version,
      }),
    onSuccess: (saved) => {
      discard();
      client.setQueryData(['case', detail.id], saved);
      void client.invalidateQueries({ queryKey: ['cases'] });
      void client.invalidateQueries({ queryKey: ['budget-lines'] });
    },
    onError: (error) => {
      const status = statusOf(error);
      if (status === 409 || status === 412) void client.invalidateQueries({ queryKey: ['case', detail.id] });
    },
  });

  const setLines = (next: readonly EditLine[]): void => {
    const kept: Draft = { version: draft?.version ?? detail.version, lines: [...next] };
    setDraftState(kept);
    // A refusal speaks of what was sent, not of what stands there now.
    if (mutation.isError) mutation.reset();
    drafts.store(key, JSON.stringify(kept));
  };
  const rest = restOf(lines, detail.gross);
  const working = detail.stage === 'code' || opened || draft !== null;
  return {
    lines,
    setLines,
    rest,
    creditor,
    setCreditor,
    /** True while the person may type here. */
    editing: detail.may.code && working,
    open: () => {
      setOpened(true);
    },
    discard,
    changed: draft !== null || creditor !== null,
    /** The lines were begun on an earlier state of the case. */
    stale: draft !== null && draft.version !== detail.version,
    tried,
    save: () => {
      setTried(true);
      if (toCoding(lines) === null) focusWrongField();
      else if (!mutation.isPending) mutation.mutate();
    },
    complete: toCoding(lines) !== null,
    saving: mutation.isPending,
    error: mutation.error,
    split: () => {
      setLines([...lines, emptyLine(rest === null || isZero(rest) ? '' : toTyped(rest))]);
      focusNewLine();
    },
    /** Puts what is missing into the last line. */
    takeRest: () => {
      const last = lines.at(-1);
      if (!last || detail.gross === null) return;
      const others = lines.slice(0, -1);
      const amount = restOf(others, detail.gross);
      if (amount !== null && parseAmount(toTyped(amount)) !== null)
        setLines([...others, { ...last, amount: toTyped(amount) }]);
    },
  };
}
