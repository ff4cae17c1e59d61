import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Note } from '../../components/notes';
import { momentInWords } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { delays } from '../../lib/queries';
import { useNow } from '../../lib/use-now';
import { texts } from './texts';

/** What has arrived and was not read or fetched in the usual time has no row in the list yet: it is told above it. */
export function LateNote() {
  const { t } = useLanguage();
  const now = useNow();
  const { data: late } = useQuery(delays());
  if (!late) return null;
  const link = (
    <Link to="/eingang" className="link">
      {t(texts.lateWhere)}
    </Link>
  );
  return (
    <div className="page-note">
      <Note kind="warn" role="status" action={link}>
        <p>
          {late.count > 0 && `${t(texts.late(late.count, momentInWords(late.since, now)))} `}
          {late.doors.map(({ kind, waiting, since }) => `${t(texts.shut(kind, waiting, momentInWords(since, now)))} `)}
          {t(texts.lateWhat)}
        </p>
      </Note>
    </div>
  );
}
