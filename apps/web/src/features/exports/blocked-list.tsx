import type { ExportPreview } from '@libs/contracts';
import { Link } from 'react-router';
import { Foreign } from '../../components/foreign';
import { useLanguage } from '../../lib/language';
import { formatMoney } from '../../lib/money';
import { Empty } from './empty';
import { texts } from './texts';

export function BlockedList({ blocked }: Pick<ExportPreview, 'blocked'>) {
  const { t } = useLanguage();
  return (
    <div className="scroll">
      <section className="panel" aria-label={t(texts.captionBlocked)}>
        {blocked.length === 0 ? (
          <Empty title={texts.emptyBlocked} what={texts.emptyBlockedWhat} />
        ) : (
          <ul className="blocked">
            {blocked.map(({ caseId, caseNumber, seller, gross, message }) => (
              <li key={caseId}>
                <div className="grow">
                  <p className="b">
                    <Foreign text={seller ?? t(texts.noSeller)} />
                  </p>
                  <p>
                    <Foreign text={t(message)} />
                  </p>
                </div>
                <span className="num">{gross === null ? '–' : formatMoney(gross)}</span>
                <Link to={`/faelle/${caseId}`} className="link">
                  {caseNumber}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
