import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, IconButton } from '../../components/button';
import { Note, ProblemNote } from '../../components/notes';
import { useLanguage } from '../../lib/language';
import { signIn } from '../../lib/session';
import { texts } from './texts';

export function SignInForm() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [incomplete, setIncomplete] = useState(false);
  const { mutate, error, isPending } = useMutation({ mutationFn: () => signIn(client, email, password) });

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
      <div>
        <label className="lab" htmlFor="password">
          {t(texts.password)}
        </label>
        <div className="inp-with">
          <input
            className="inp"
            id="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
            }}
          />
          <IconButton
            name="eye"
            label={t(shown ? texts.hide : texts.show)}
            onClick={() => {
              setShown(!shown);
            }}
          />
        </div>
      </div>
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
