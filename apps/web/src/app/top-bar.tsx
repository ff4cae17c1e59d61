import type { Session } from '@libs/contracts';
import { useState } from 'react';
import { IconButton } from '../components/button';
import { Sheet } from '../components/sheet';
import { useLanguage } from '../lib/language';
import { AccountMenu } from './account-menu';
import { Brand } from './brand';
import { NavLinks } from './nav-links';
import { SearchField } from './search-field';
import { texts } from './texts';

/** The phone's head: brand, search and one menu that holds the rest. */
export function TopBar({ session }: { readonly session: Session }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
  };
  return (
    <header className="top">
      <Brand entity={session.entity.name} />
      <span className="grow" />
      <AccountMenu session={session} />
      <IconButton name="menu" label={t(texts.menu)} aria-expanded={open} onClick={() => setOpen(true)} />
      {open && (
        <Sheet title={t(texts.menu)} onClose={close}>
          <SearchField onDone={close} />
          <nav className="nav-sheet" aria-label={t(texts.navigation)}>
            <NavLinks session={session} onChoose={close} />
          </nav>
        </Sheet>
      )}
    </header>
  );
}
