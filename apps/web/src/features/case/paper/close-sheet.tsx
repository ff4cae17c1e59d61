import type { CaseDetail } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { TextArea } from '../../../components/field';
import { ProblemNote } from '../../../components/notes';
import { Sheet } from '../../../components/sheet';
import { useLanguage } from '../../../lib/language';
import { texts } from './texts';
import { usePaperNote } from './use-paper-note';

type CloseSheetProps = { readonly detail: CaseDetail; readonly onClose: () => void };

/** Ends a case that was settled on paper; what cannot be undone says so before the button. */
export function CloseSheet({ detail, onClose }: CloseSheetProps) {
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const note = usePaperNote(detail, onClose);
  return (
    <Sheet title={t(texts.closeTitle)} onClose={onClose} dismissable={!note.isPending}>
      <p className="m">{t(texts.closeWhat)}</p>
      <TextArea
        label={t(texts.reason)}
        value={reason}
        maxLength={500}
        error={tried && reason.trim() === '' ? t(texts.reasonMissing) : undefined}
        onChange={({ target }) => {
          setReason(target.value);
        }}
      />
      {note.error !== null && <ProblemNote error={note.error} />}
      <div className="sheet-acts">
        <Button
          kind="primary"
          wide
          busy={note.isPending}
          onClick={() => {
            setTried(true);
            if (reason.trim() !== '') note.mutate({ kind: 'closed', reason: reason.trim() });
          }}
        >
          {t(note.isPending ? texts.closing : texts.closeNow)}
        </Button>
        <Button kind="tertiary" onClick={onClose} disabled={note.isPending}>
          {t(texts.cancel)}
        </Button>
      </div>
    </Sheet>
  );
}
