import type { CaseDetail } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { TextArea } from '../../../components/field';
import { Note, ProblemNote } from '../../../components/notes';
import { Sheet } from '../../../components/sheet';
import { codeOf } from '../../../lib/api';
import { drafts } from '../../../lib/browser-storage';
import { useLanguage } from '../../../lib/language';
import { reasoned, texts } from './texts';
import { useAct } from './use-act';

export type Reasoned = keyof typeof reasoned;
type ReasonSheetProps = { readonly detail: CaseDetail; readonly kind: Reasoned; readonly onClose: () => void };

/** Declining, returning and accepting want a reason; the typed one survives a lost connection and a new sign-in. */
export function ReasonSheet({ detail, kind, onClose }: ReasonSheetProps) {
  const { t } = useLanguage();
  const key = `${kind}.${detail.id}`;
  const [reason, setReason] = useState(() => drafts.load(key) ?? '');
  const [missing, setMissing] = useState(false);
  const act = useAct(detail.id, () => {
    drafts.store(key, null);
    onClose();
  });
  const words = reasoned[kind];
  const stale = codeOf(act.error) === 'content-changed';

  return (
    <Sheet title={t(words.title)} onClose={onClose} dismissable={!act.isPending}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(reason.trim() === '');
          if (reason.trim() === '' || act.isPending) return;
          act.mutate([{ kind, covers: detail.contentHash, reason: reason.trim() }]);
        }}
      >
        <p className="m">{t(words.what)}</p>
        <TextArea
          label={t(texts.reason)}
          hint={t(words.hint)}
          error={missing && reason.trim() === '' ? t(texts.reasonMissing) : undefined}
          value={reason}
          maxLength={2000}
          required
          autoFocus
          onChange={({ target }) => {
            setReason(target.value);
            drafts.store(key, target.value);
          }}
        />
        {stale && (
          <Note kind="warn" tinted role="alert">
            {t(texts.changed)}
          </Note>
        )}
        {act.error !== null && !stale && <ProblemNote error={act.error} />}
        <div className="sheet-acts">
          <Button kind="primary" type="submit" wide busy={act.isPending}>
            {t(act.isPending ? texts.signing : words.confirm)}
          </Button>
          <Button kind="tertiary" onClick={onClose} disabled={act.isPending}>
            {t(texts.cancel)}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
