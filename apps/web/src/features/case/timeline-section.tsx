import type { CaseDetail } from '@libs/contracts';
import { Foreign } from '../../components/foreign';
import { Icon } from '../../components/icon';
import { formatMoment, momentInWords } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { useNow } from '../../lib/use-now';
import { texts } from './texts';
import { sentenceFor, timelineIcons } from './timeline-sentences';

/** Everything that happened, newest first, acts of the machine too. */
export function TimelineSection({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const now = useNow();
  const entries = [...detail.timeline].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <section id="verlauf" aria-labelledby="h-verlauf">
      <h2 className="h2 sec-title" id="h-verlauf">
        {t(texts.timeline)}
      </h2>
      <ol className="tl">
        {entries.map((entry, index) => (
          <li key={`${entry.at}-${index}`}>
            <time dateTime={entry.at} title={formatMoment(entry.at)}>
              {t(momentInWords(entry.at, now))}
            </time>
            <Icon name={timelineIcons[entry.kind]} />
            <p>
              <Foreign text={t(sentenceFor(entry))} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
