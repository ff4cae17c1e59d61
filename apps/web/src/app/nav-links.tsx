import type { Session } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { Icon } from '../components/icon';
import { useLanguage } from '../lib/language';
import { caseCounts, waitingForSecond } from '../lib/queries';
import { hasRole } from '../lib/session';
import { isCurrent, navGroups } from './nav-items';

type NavLinksProps = { readonly session: Session; readonly onChoose?: () => void };

export function NavLinks({ session, onChoose }: NavLinksProps) {
  const { t } = useLanguage();
  const { pathname, search } = useLocation();
  const { data: counts } = useQuery(caseCounts());
  const { data: waiting } = useQuery({
    ...waitingForSecond(),
    select: ({ grants, proposals }) => grants.length + proposals.length,
    enabled: hasRole(session, 'administrator'),
  });

  return navGroups(session).map(({ name, items }) => (
    <section key={name.de} aria-label={t(name)}>
      <h2>{t(name)}</h2>
      <ul>
        {items.map((item) => {
          const count = item.countsWaiting ? waiting : item.counts && counts?.[item.counts];
          return (
            <li key={item.href}>
              <Link
                to={item.href}
                className={item.sub ? 'sub' : undefined}
                aria-current={isCurrent(item.href, pathname, search) ? 'page' : undefined}
                onClick={onChoose}
              >
                {!item.sub && <Icon name={item.icon} />}
                <span className="ell">{t(item.name)}</span>
                {count !== undefined && <span className="n">{count}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}
