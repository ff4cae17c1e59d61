import type { Session } from '@libs/contracts';
import { Link, useNavigate } from 'react-router';
import { Icon } from '../components/icon';
import { useLanguage } from '../lib/language';
import { AccountMenu } from './account-menu';
import { navGroups } from './nav-items';
import { useKeys } from '../lib/use-keys';
import { texts } from './texts';

export function Rail({ session }: { readonly session: Session }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  useKeys({ 'Ctrl+k': () => void navigate('/?ansicht=all', { state: { search: true } }) });
  const items = navGroups(session).flatMap((group) => group.items.filter(({ sub }) => !sub));
  return (
    <nav className="rail" aria-label={t(texts.navigation)}>
      <Link to="/" className="rail-home" aria-label={t(texts.home)} title={t(texts.home)}>
        <span className="logo" aria-hidden="true">
          <Icon name="flow" />
        </span>
      </Link>
      {items.map(({ href, name, icon }) => (
        <Link
          key={href}
          to={href}
          aria-label={t(name)}
          title={t(name)}
          aria-current={href === '/' ? 'true' : undefined}
        >
          <Icon name={icon} />
        </Link>
      ))}
      <Link to="/?ansicht=all" state={{ search: true }} aria-label={t(texts.search)} title={t(texts.search)}>
        <Icon name="search" />
      </Link>
      <span className="rail-end">
        <AccountMenu session={session} compact />
      </span>
    </nav>
  );
}
