import { Navigate, useLocation } from 'react-router';
import { ProblemNote, Waiting } from '../components/notes';
import { useLanguage } from '../lib/language';
import { useSession } from '../lib/session';
import { Shell } from './shell';
import { texts } from './texts';

/** Everything behind the sign-in. Whoever is not known is led there and comes back to the same place. */
export function SignedIn() {
  const { t } = useLanguage();
  const { data: session, error, isPending, refetch } = useSession();
  const { pathname, search } = useLocation();

  if (session === null) return <Navigate to="/anmelden" replace state={{ from: pathname + search }} />;
  if (isPending) return <Waiting>{t(texts.starting)}</Waiting>;
  if (!session)
    return (
      <main className="alone">
        <ProblemNote
          error={error}
          onRetry={() => {
            void refetch();
          }}
        />
      </main>
    );
  // another entity is another world: nothing of the page, its lines and its fields goes along
  return <Shell key={session.entity.id} session={session} />;
}
