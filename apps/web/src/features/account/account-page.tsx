import { useQuery } from '@tanstack/react-query';
import { Note, ProblemNote, Waiting } from '../../components/notes';
import { PageHead } from '../../components/page-head';
import { useLanguage } from '../../lib/language';
import { account } from '../../lib/queries';
import { PasskeysSection } from './passkeys-section';
import { PasswordSection } from './password-section';
import { SecondFactorSection } from './second-factor-section';
import { SessionsSection } from './sessions-section';
import { texts } from './texts';
import { TokensSection } from './tokens-section';

/** With what one signs in, where one is signed in, and what acts in one's name. */
export function AccountPage() {
  const { t } = useLanguage();
  const { data, error, isPending, refetch } = useQuery(account());
  return (
    <>
      <PageHead title={t(texts.title)} />
      <div className="scroll account-page">
        {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {isPending && <Waiting>{t(texts.loading)}</Waiting>}
        {data && (
          <p className="own-who">
            <span className="b">{data.name}</span> <span className="m">{data.email}</span>
          </p>
        )}
        {data?.isGuest && <Note kind="info">{t(texts.guest)}</Note>}
        {data && !data.isGuest && (
          <>
            <PasskeysSection account={data} />
            <SecondFactorSection account={data} />
            <PasswordSection account={data} />
          </>
        )}
        {data && (
          <>
            <SessionsSection />
            <TokensSection />
          </>
        )}
      </div>
    </>
  );
}
