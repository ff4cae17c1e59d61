import type { CaseDetail } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { ProblemNote } from '../../../components/notes';
import { BASE } from '../../../lib/api';
import { formatMoment } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { CloseSheet } from './close-sheet';
import { texts } from './texts';
import { usePaperNote } from './use-paper-note';

/** What the desk does with a case whose unit does not work here yet. */
export function PaperSection({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const [closing, setClosing] = useState(false);
  const note = usePaperNote(detail);
  if (detail.stage !== 'paper') return null;
  const unit = detail.unit ? `${detail.unit.number} ${detail.unit.name}` : '–';
  const { paperSentAt } = detail;
  return (
    <section aria-labelledby="h-papier" className="stack">
      <h2 className="h2" id="h-papier">
        {t(texts.title)}
      </h2>
      <p className="m">{t(texts.what(unit))}</p>
      <p className="paper-state" role="status">
        <Icon name={paperSentAt === null ? 'clock' : 'send'} tone={paperSentAt === null ? 'warn' : 'ok'} />
        {t(paperSentAt === null ? texts.notSent : texts.sentAt(formatMoment(paperSentAt)))}
      </p>
      {detail.may.paper && (
        <div className="paper-acts">
          <a className="kern-btn kern-btn--secondary" href={`${BASE}/cases/${detail.id}/cover-sheet`} download>
            <Icon name="doc" size="s" />
            <span className="kern-label">{t(texts.print)}</span>
          </a>
          <Button
            kind="secondary"
            icon="send"
            busy={note.isPending}
            onClick={() => {
              note.mutate({ kind: 'sent' });
            }}
          >
            {t(note.isPending ? texts.sending : paperSentAt === null ? texts.sent : texts.sentAgain)}
          </Button>
          <Button
            kind="tertiary"
            icon="check"
            onClick={() => {
              setClosing(true);
            }}
          >
            {t(texts.close)}
          </Button>
        </div>
      )}
      {note.error !== null && <ProblemNote error={note.error} />}
      {closing && (
        <CloseSheet
          detail={detail}
          onClose={() => {
            setClosing(false);
          }}
        />
      )}
    </section>
  );
}
