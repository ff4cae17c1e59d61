import type { NextStep } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { Icon } from '../../components/icon';
import { Note } from '../../components/notes';
import { useLanguage } from '../../lib/language';
import { faultOf } from '../../lib/providers';
import { signInWays } from '../../lib/queries';
import { useSession } from '../../lib/session';
import { OtherWays } from './other-ways';
import { SecondStep } from './second-step';
import { SignInForm } from './sign-in-form';
import { texts } from './texts';

/** The place to return to, as the guard of the signed-in pages left it; only ever a path of our own. */
function returnTo(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('from' in state)) return '/';
  const { from } = state;
  return typeof from === 'string' && /^\/(?!\/)/.test(from) ? from : '/';
}

export function SignInPage() {
  const { t, language, setLanguage } = useLanguage();
  const { data: session } = useSession();
  const place = useLocation();
  const from = returnTo(place.state);
  const fault = faultOf(place.search);
  const { data: ways } = useQuery(signInWays());
  const [next, setNext] = useState<NextStep | null>(null);
  if (session) return <Navigate to={from} replace />;

  const other = language === 'de' ? ({ id: 'en', name: 'English' } as const) : ({ id: 'de', name: 'Deutsch' } as const);
  return (
    <div className="entry">
      <title>{`${t(texts.title)} – Belegfluss`}</title>
      <header className="entry-side">
        <svg className="entry-waves" aria-hidden="true" viewBox="0 0 720 900" preserveAspectRatio="none">
          <path d="M-40 800c180 0 220-130 400-130s220 130 420 130M-40 940c180 0 220-130 400-130s220 130 420 130" />
        </svg>
        <div className="entry-brand">
          <span className="logo logo--l" aria-hidden="true">
            <Icon name="flow" size="l" />
          </span>
          <span>Belegfluss</span>
        </div>
        <p className="claim">{t(texts.claim)}</p>
        <p className="entry-promise m">{t(texts.promise)}</p>
      </header>
      <main id="inhalt" className="entry-form">
        <div className="entry-column">
          <h1>{t(next ? texts.secondTitle : texts.title)}</h1>
          {fault && !next && (
            <Note kind="warn" tinted role="alert">
              {t(fault)}
            </Note>
          )}
          {from !== '/' && !next && <p className="m">{t(texts.expired)}</p>}
          {ways && !next && <OtherWays ways={ways} returnTo={from} />}
          {next ? <SecondStep onBack={() => setNext(null)} /> : <SignInForm onNextStep={setNext} />}
          <p className="m">{t(texts.shared)}</p>
          <p>
            <button
              type="button"
              className="link"
              lang={other.id}
              onClick={() => {
                setLanguage(other.id);
              }}
            >
              {other.name}
            </button>
          </p>
        </div>
      </main>
    </div>
  );
}
