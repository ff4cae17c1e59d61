import { PasswordLink } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Entry } from '../../components/entry';
import { Note, ProblemNote, Waiting } from '../../components/notes';
import { change } from '../../lib/api';
import { visible } from '../../lib/foreign-text';
import { useLanguage } from '../../lib/language';
import { PasswordForm } from './password-form';
import { texts } from './texts';
import { useLinkKey } from './use-link-key';

/** Where an invitation and a reset lead. It says what it is for before anything is used up. */
export function PasswordPage() {
  const { t } = useLanguage();
  const key = useLinkKey();
  const [done, setDone] = useState<string | null>(null);
  const link = useQuery({
    queryKey: ['password-link'],
    queryFn: () => change('POST', PasswordLink, '/password-links', { body: { key } }),
    enabled: key !== '',
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  if (key === '') return <Ended title={t(texts.noKey)} text={t(texts.noKeyWhat)} />;
  if (done !== null) return <Ended title={t(texts.done)} text={t(texts.doneWhat(visible(done)))} ok />;
  const { data, error } = link;
  if (data && !data.choosesPassword)
    return <Ended title={t(texts.guestTitle)} text={t(texts.elsewhere(visible(data.entity)))} ok />;

  const say = data?.kind === 'reset' ? texts.renew : texts.welcome;
  return (
    <Entry title={t(texts.choose)}>
      {!data && !error && <Waiting>{t(texts.loading)}</Waiting>}
      {error && <ProblemNote error={error} />}
      {data && (
        <>
          <p>{t(say(visible(data.name), visible(data.entity)))}</p>
          <PasswordForm linkKey={key} email={data.email} onDone={setDone} />
        </>
      )}
      {error && <ToSignIn />}
    </Entry>
  );
}

type EndedProps = { readonly title: string; readonly text: string; readonly ok?: boolean };

function Ended({ title, text, ok = false }: EndedProps) {
  return (
    <Entry title={title}>
      <Note kind={ok ? 'ok' : 'warn'} role="status">
        {text}
      </Note>
      <ToSignIn />
    </Entry>
  );
}

function ToSignIn() {
  const { t } = useLanguage();
  return (
    <p>
      <Link to="/anmelden" className="kern-btn kern-btn--secondary">
        <span className="kern-label">{t(texts.toSignIn)}</span>
      </Link>
    </p>
  );
}
