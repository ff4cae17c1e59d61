import type { Session } from '@libs/contracts';
import { useState } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { useLanguage } from '../lib/language';
import { LiveContext, useLiveConnection } from '../lib/live';
import { useKeys } from '../lib/use-keys';
import { KeysSheet } from './keys-sheet';
import { Navigation } from './navigation';
import { Rail } from './rail';
import { texts } from './texts';
import { TopBar } from './top-bar';
import { useNarrow } from '../lib/use-narrow';

/** Navigation beside the page. On a case it shrinks to a rail: the document needs the width. */
export function Shell({ session }: { readonly session: Session }) {
  const { t } = useLanguage();
  const live = useLiveConnection();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const [helping, setHelping] = useState(false);
  const onCase = useLocation().pathname.startsWith('/faelle/');

  useKeys({
    '?': () => {
      setHelping(true);
    },
    u: () => {
      void navigate('/eingang');
    },
  });

  return (
    <LiveContext value={live}>
      <div className={onCase ? 'shell shell--rail' : 'shell'}>
        <a className="skip" href="#inhalt">
          {t(texts.skip)}
        </a>
        {narrow ? (
          <TopBar session={session} />
        ) : onCase ? (
          <Rail session={session} />
        ) : (
          <Navigation session={session} onHelp={() => setHelping(true)} />
        )}
        <main id="inhalt" tabIndex={-1}>
          <Outlet context={session} />
        </main>
        {helping && <KeysSheet onClose={() => setHelping(false)} />}
      </div>
    </LiveContext>
  );
}
