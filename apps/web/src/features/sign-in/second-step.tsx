import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { ProblemNote } from '../../components/notes';
import { codeOf } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { completeSignIn } from '../../lib/session';
import { texts } from './texts';

/** The password was right; now the code of the app, or one of the codes on paper. */
export function SecondStep({ onBack }: { readonly onBack: () => void }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const { mutate, error, isPending } = useMutation({ mutationFn: () => completeSignIn(client, code) });
  const over = codeOf(error) === 'sign-in-expired';

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(code.trim() === '');
        if (code.trim() !== '' && !isPending) mutate();
      }}
    >
      <p className="m">{t(texts.secondWhat)}</p>
      <TextField
        label={t(texts.code)}
        hint={t(texts.codeHint)}
        error={missing ? t(texts.codeMissing) : undefined}
        value={code}
        maxLength={40}
        autoFocus
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        onChange={({ target }) => {
          setCode(target.value);
          setMissing(false);
        }}
      />
      {!missing && error !== null && <ProblemNote error={error} />}
      {!over && (
        <Button kind="primary" type="submit" className="kern-btn--block" busy={isPending}>
          {t(isPending ? texts.busy : texts.submit)}
        </Button>
      )}
      <Button kind={over ? 'primary' : 'tertiary'} className="kern-btn--block" onClick={onBack}>
        {t(texts.back)}
      </Button>
    </form>
  );
}
