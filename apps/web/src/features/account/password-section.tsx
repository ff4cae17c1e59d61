import { Account } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Note, ProblemNote } from '../../components/notes';
import { PasswordField } from '../../components/password-field';
import { Sheet } from '../../components/sheet';
import { change } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { Section } from './section';
import { passwordTexts, texts } from './texts';
import { useOwnChange } from './use-own-change';

export function PasswordSection({ account }: { readonly account: Account }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  if (!account.hasPassword) return <Section title={t(passwordTexts.title)} what={t(passwordTexts.none)} />;
  return (
    <Section
      title={t(passwordTexts.title)}
      what={t(passwordTexts.what)}
      act={
        <Button
          onClick={() => {
            setDone(false);
            setOpen(true);
          }}
        >
          {t(passwordTexts.change)}
        </Button>
      }
    >
      {done && (
        <Note kind="ok" role="status">
          {t(passwordTexts.done)}
        </Note>
      )}
      {open && (
        <PasswordSheet
          onClose={(changed) => {
            setOpen(false);
            setDone(changed);
          }}
        />
      )}
    </Section>
  );
}

function PasswordSheet({ onClose }: { readonly onClose: (changed: boolean) => void }) {
  const { t } = useLanguage();
  const [old, setOld] = useState('');
  const [wanted, setWanted] = useState('');
  const [missing, setMissing] = useState(false);
  const store = useOwnChange(
    () => change('POST', Account, '/account/password', { body: { old, new: wanted } }),
    'sessions',
    () => onClose(true),
  );
  return (
    <Sheet title={t(passwordTexts.title)} onClose={() => onClose(false)} dismissable={!store.isPending}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(old === '' || wanted === '');
          if (old !== '' && wanted !== '' && !store.isPending) store.mutate(undefined);
        }}
      >
        <PasswordField
          label={t(passwordTexts.old)}
          autoComplete="current-password"
          autoFocus
          value={old}
          onChange={({ target }) => setOld(target.value)}
        />
        <PasswordField
          label={t(passwordTexts.new)}
          hint={t(passwordTexts.what)}
          autoComplete="new-password"
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        {missing && (
          <Note kind="warn" tinted role="alert">
            {t(passwordTexts.missing)}
          </Note>
        )}
        {!missing && store.error !== null && <ProblemNote error={store.error} />}
        <div className="sheet-acts">
          <Button kind="primary" type="submit" wide busy={store.isPending}>
            {t(store.isPending ? texts.saving : passwordTexts.save)}
          </Button>
          <Button kind="tertiary" disabled={store.isPending} onClick={() => onClose(false)}>
            {t(texts.cancel)}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
