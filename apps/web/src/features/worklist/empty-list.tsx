import type { CaseView, Message } from '@libs/contracts';
import { Link } from 'react-router';
import { Icon, type IconName } from '../../components/icon';
import { useLanguage } from '../../lib/language';
import { hasRole, useSession } from '../../lib/session';
import { emptyOf, texts } from './texts';

type Way = { readonly icon: IconName; readonly title: Message; readonly what: Message; readonly href: string };
type EmptyListProps = { readonly view: CaseView; readonly q: string; readonly counts: Record<string, number> };

/** Says what this view is for and where to go on. */
export function EmptyList({ view, q, counts }: EmptyListProps) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const { title, what } = q === '' ? emptyOf(view) : { title: texts.nothingFound(q), what: texts.nothingFoundWhat };

  const waiting = counts['mine'] ?? 0;
  const ways: Way[] = [];
  if (waiting > 0 && view !== 'mine')
    ways.push({ icon: 'list', title: texts.waitingCount(waiting), what: texts.waiting, href: '/' });
  if (session && hasRole(session, 'clerk'))
    ways.push({ icon: 'upload', title: texts.uploadMore, what: texts.uploadMoreWhat, href: '/eingang' });
  if (view !== 'all')
    ways.push({ icon: 'search', title: texts.allCases, what: texts.allCasesWhat, href: '/?ansicht=all' });

  return (
    <div className="panel page-body">
      <div className="empty">
        <Icon name={q === '' ? 'okc' : 'search'} size="l" tone={q === '' ? 'ok' : 'info'} />
        <div>
          <h2>{t(title)}</h2>
          <p className="m">{t(what)}</p>
        </div>
        <ul>
          {ways.map((way) => (
            <li key={way.href}>
              <Icon name={way.icon} />
              <span className="grow">
                <span className="way-title">{t(way.title)}</span>
                <span className="s m">{t(way.what)}</span>
              </span>
              <Link
                to={way.href}
                className="kern-btn kern-btn--secondary"
                aria-label={`${t(way.title)}: ${t(texts.go)}`}
              >
                <span className="kern-label">{t(texts.go)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
