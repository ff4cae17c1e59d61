import type { Session } from '@libs/contracts';
import { useLanguage } from '../lib/language';
import { AccountMenu, initialsOf } from './account-menu';
import { Brand } from './brand';
import { NavLinks } from './nav-links';
import { SearchField } from './search-field';
import { roleNames, texts } from './texts';

export function Navigation({ session, onHelp }: { readonly session: Session; readonly onHelp: () => void }) {
  const { t } = useLanguage();
  const [first] = session.roles;
  const place = first && [t(roleNames[first.role]), first.unit?.number].filter(Boolean).join(' ');
  return (
    <nav className="nav" aria-label={t(texts.navigation)}>
      <Brand entity={session.entity.name} />
      <SearchField />
      <div className="nav-links">
        <NavLinks session={session} />
      </div>
      <button type="button" className="nav-help" onClick={onHelp}>
        <kbd>?</kbd> {t(texts.keysAll)}
      </button>
      <div className="foot">
        <span className="av" aria-hidden="true">
          {initialsOf(session.person.name)}
        </span>
        <span className="grow">
          <span className="foot-name ell b">{session.person.name}</span>
          <span className="foot-place ell s m">{place ?? session.entity.name}</span>
        </span>
        <AccountMenu session={session} />
      </div>
    </nav>
  );
}
