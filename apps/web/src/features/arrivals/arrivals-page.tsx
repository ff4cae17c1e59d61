import type { Session } from '@libs/contracts';
import { useOutletContext } from 'react-router';
import { PageHead } from '../../components/page-head';
import { useLanguage } from '../../lib/language';
import { hasRole } from '../../lib/session';
import { ArrivalList } from './arrival-list';
import { texts } from './texts';
import { UploadPanel } from './upload-panel';

export function ArrivalsPage() {
  const { t } = useLanguage();
  const may = hasRole(useOutletContext<Session>(), 'clerk');
  return (
    <>
      <PageHead title={t(texts.title)} />
      <div className="scroll">
        {may && <UploadPanel />}
        <ArrivalList />
      </div>
    </>
  );
}
