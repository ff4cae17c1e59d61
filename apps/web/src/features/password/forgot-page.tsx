import { ResetNoted } from '@libs/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../components/button';
import { Entry } from '../../components/entry';
import { TextField } from '../../components/field';
import { Note, ProblemNote } from '../../components/notes';
import { change } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { texts } from './texts';

export function ForgotPage() {
  const { t } = useLanguage();
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const asking = useMutation({
    mutationFn: () => change('POST', ResetNoted, '/password-resets', { body: { email } }),
  });
  return (
    <Entry title={t(texts.forgot)}>
      <p className="m">{t(texts.forgotWhat)}</p>
      {asking.data ? (
        <Note kind="ok" role="status">
          {t(asking.data.message)}
        </Note>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (email.trim() !== '' && !asking.isPending) asking.mutate();
          }}
        >
          <TextField
            label={t(texts.email)}
            type="email"
            autoComplete="username"
            autoFocus
            value={email}
            error={tried && email.trim() === '' ? t(texts.emailMissing) : undefined}
            onChange={({ target }) => {
              setEmail(target.value);
            }}
          />
          {asking.error !== null && <ProblemNote error={asking.error} />}
          <Button kind="primary" type="submit" className="kern-btn--block" busy={asking.isPending}>
            {t(asking.isPending ? texts.asking : texts.ask)}
          </Button>
        </form>
      )}
      <p>
        <Link to="/anmelden" className="link">
          {t(texts.toSignIn)}
        </Link>
      </p>
    </Entry>
  );
}
