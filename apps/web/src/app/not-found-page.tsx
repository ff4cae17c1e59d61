import { Link } from 'react-router';
import { PageHead } from '../components/page-head';
import { useLanguage } from '../lib/language';
import { texts } from './texts';

export function NotFoundPage() {
  const { t } = useLanguage();
  return (
    <>
      <PageHead title={t(texts.notFound)} />
      <div className="panel page-body">
        <div className="empty">
          <p className="m">{t(texts.notFoundWhat)}</p>
          <p>
            <Link to="/" className="link">
              {t(texts.toWorklist)}
            </Link>
          </p>
        </div>
      </div>
    </>
  );
}
