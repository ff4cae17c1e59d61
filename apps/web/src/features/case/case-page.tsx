import { Uuid, type CaseDetail, type Session } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useOutletContext, useParams } from 'react-router';
import { Button } from '../../components/button';
import { ProblemNote, Waiting } from '../../components/notes';
import { statusOf } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { caseDetail } from '../../lib/queries';
import { useNarrow } from '../../lib/use-narrow';
import { ActionBar } from './acts/action-bar';
import { SignaturesSection } from './acts/signatures-section';
import { AssignmentSection } from './assignment-section';
import { AttachmentsSection } from './attachments-section';
import { CaseHead } from './case-head';
import { ChecksSection } from './checks-section';
import { CodingSection } from './coding/coding-section';
import { useCoding } from './coding/use-coding';
import { DamagedNotes } from './document/damaged-notes';
import { DocumentPane } from './document/document-pane';
import { isOnPaper } from './paper/on-paper';
import { PaperSection } from './paper/paper-section';
import { texts } from './texts';
import { TimelineSection } from './timeline-section';
import { useAssigning } from './use-assigning';

export function CasePage() {
  const { t } = useLanguage();
  const { id = '' } = useParams();
  const known = Uuid.safeParse(id).success;
  const { data, error, refetch } = useQuery({ ...caseDetail(id), enabled: known });
  // A refresh that fails keeps the page: what is shown is still true, and the live note tells of the lost line.
  if (data) return <Case key={id} detail={data} />;
  if (!known || statusOf(error) === 404) return <MissingCase />;
  if (error)
    return (
      <div className="page-note">
        <ProblemNote
          error={error}
          onRetry={() => {
            void refetch();
          }}
        />
      </div>
    );
  return <Waiting>{t(texts.loading)}</Waiting>;
}

/** Nothing to try again here: the way leads back to the list. */
function MissingCase() {
  const { t } = useLanguage();
  return (
    <div className="page-note stack">
      <h1 className="h1">{t(texts.missing)}</h1>
      <p>{t(texts.missingWhat)}</p>
      <p>
        <Link to="/" className="link">
          {t(texts.back)}
        </Link>
      </p>
    </div>
  );
}

function Case({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const session = useOutletContext<Session>();
  const narrow = useNarrow();
  const coding = useCoding(detail);
  const assigning = useAssigning(detail);
  const [shown, setShown] = useState(false);

  return (
    <div className="case">
      {!narrow && <DocumentPane detail={detail} />}
      <section className="data" aria-label={t(texts.data)}>
        <CaseHead detail={detail} />
        <div className="data-body">
          <ChecksSection detail={detail} />
          <AssignmentSection detail={detail} assigning={assigning} />
          <PaperSection detail={detail} />
          <CodingSection detail={detail} coding={coding} />
          {!isOnPaper(detail) && <SignaturesSection detail={detail} />}
          {narrow && !shown && <DamagedNotes documents={detail.documents} />}
          {narrow && (
            <Button
              kind="secondary"
              icon="doc"
              aria-expanded={shown}
              onClick={() => {
                setShown(!shown);
              }}
            >
              {t(shown ? texts.hideDocument : texts.showDocument)}
            </Button>
          )}
          {narrow && shown && <DocumentPane detail={detail} />}
          <AttachmentsSection detail={detail} />
          <TimelineSection detail={detail} />
        </div>
        <ActionBar detail={detail} session={session} coding={coding} assigning={assigning} />
      </section>
    </div>
  );
}
