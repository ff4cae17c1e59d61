import { PasswordSet } from '@libs/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { ProblemNote } from '../../components/notes';
import { change } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { texts } from './texts';

type PasswordFormProps = {
  readonly linkKey: string;
  readonly email: string;
  readonly onDone: (email: string) => void;
};

const SHORTEST = 12;

export function PasswordForm({ linkKey, email, onDone }: PasswordFormProps) {
  const { t } = useLanguage();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const short = Array.from(password).length < SHORTEST;
  const setting = useMutation({
    mutationFn: () => change('POST', PasswordSet, '/passwords', { body: { key: linkKey, password } }),
    onSuccess: (set) => {
      onDone(set.email);
    },
  });
  const type = shown ? 'text' : 'password';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!short && password === again && !setting.isPending) setting.mutate();
      }}
    >
      {/* for the password manager of the browser */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <TextField
        label={t(texts.password)}
        type={type}
        autoComplete="new-password"
        autoFocus
        hint={t(texts.rule)}
        value={password}
        error={tried && short ? t(texts.short) : undefined}
        onChange={({ target }) => {
          setPassword(target.value);
        }}
      />
      <TextField
        label={t(texts.again)}
        type={type}
        autoComplete="new-password"
        value={again}
        error={tried && !short && password !== again ? t(texts.differ) : undefined}
        onChange={({ target }) => {
          setAgain(target.value);
        }}
      />
      <label className="check">
        <input
          type="checkbox"
          className="cb"
          checked={shown}
          onChange={({ target }) => {
            setShown(target.checked);
          }}
        />
        <span>{t(texts.show)}</span>
      </label>
      {setting.error !== null && <ProblemNote error={setting.error} />}
      <Button kind="primary" type="submit" className="kern-btn--block" busy={setting.isPending}>
        {t(setting.isPending ? texts.setting : texts.set)}
      </Button>
    </form>
  );
}
