import type { NextStep } from '@libs/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../components/button';
import { Note, ProblemNote } from '../../components/notes';
import { PasswordField } from '../../components/password-field';
import { useLanguage } from '../../lib/language';
import { signIn } from '../../lib/session';
import { texts } from './texts';

type SignInFormProps = { readonly onNextStep: (step: NextStep) => void };

export function SignInForm({ onNextStep }: SignInFormProps) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => signIn(client, email, password),
    onSuccess: (step) => {
      if (step) onNextStep(step);
    },
  });

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const missing = email.trim() === '' || password === '';
        setIncomplete(missing);
        if (!missing && !isPending) mutate();
      }}
    >
      <div>
        <label className="lab" htmlFor="email">
          {t(texts.email)}
        </label>
        <input
          className="inp"
          id="email"
          type="email"
          autoFocus
          autoComplete="username"
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
          }}
        />
      </div>
      <PasswordField
        label={t(texts.password)}
        beside={
          <Link to="/kennwort-vergessen" className="link">
            {t(texts.forgot)}
          </Link>
        }
        autoComplete="current-password"
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      {incomplete && (
        <Note kind="warn" tinted role="alert">
          {t(texts.missing)}
        </Note>
      )}
      {!incomplete && error !== null && <ProblemNote error={error} />}
      <Button kind="primary" type="submit" className="kern-btn--block" busy={isPending}>
        {t(isPending ? texts.busy : texts.submit)}
      </Button>
    </form>
  );
}
