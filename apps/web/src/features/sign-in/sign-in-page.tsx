import type { NextStep } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { Entry } from '../../components/entry';
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
  const { t } = useLanguage();
  const { data: session } = useSession();
  const place = useLocation();
  const from = returnTo(place.state);
  const fault = faultOf(place.search);
  const { data: ways } = useQuery(signInWays());
  const [next, setNext] = useState<NextStep | null>(null);
  if (session) return <Navigate to={from} replace />;

  return (
    <Entry title={t(next ? texts.secondTitle : texts.title)}>
      {fault && !next && (
        <Note kind="warn" tinted role="alert">
          {t(fault)}
        </Note>
      )}
      {from !== '/' && !next && <p className="m">{t(texts.expired)}</p>}
      {ways && !next && <OtherWays ways={ways} returnTo={from} />}
      {next ? <SecondStep onBack={() => setNext(null)} /> : <SignInForm onNextStep={setNext} />}
      <p className="m">{t(texts.shared)}</p>
    </Entry>
  );
}
