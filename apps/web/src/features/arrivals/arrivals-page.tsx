import { PageHead } from '../../components/page-head';
import { useLanguage } from '../../lib/language';
import { ArrivalList } from './arrival-list';
import { texts } from './texts';
import { UploadPanel } from './upload-panel';

export function ArrivalsPage() {
  const { t } = useLanguage();
  return (
    <>
      <PageHead title={t(texts.title)} />
      <div className="scroll">
        <UploadPanel />
        <ArrivalList />
      </div>
    </>
  );
}
