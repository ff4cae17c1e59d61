import { Link, Navigate, useLocation } from 'react-router';
import { Entry } from '../../components/entry';
import { useLanguage } from '../../lib/language';
import { useSession } from '../../lib/session';
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
  const from = returnTo(useLocation().state);
  if (session) return <Navigate to={from} replace />;

  return (
    <Entry title={t(texts.title)}>
      {from !== '/' && <p className="m">{t(texts.expired)}</p>}
      <SignInForm />
      <p className="m">{t(texts.shared)}</p>
      <p>
        <Link to="/kennwort-vergessen" className="link">
          {t(texts.forgot)}
        </Link>
      </p>
    </Entry>
  );
}
