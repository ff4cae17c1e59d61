import { RecoveryCodes, SecondFactorSetup } from '@libs/contracts';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { ProblemNote, Waiting } from '../../components/notes';
import { QrCode } from '../../components/qr-code';
import { Sheet } from '../../components/sheet';
import { change } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { CopyButton } from './copy-button';
import { OwnProblem } from './own-problem';
import { factorTexts, texts } from './texts';
import { useOwnChange } from './use-own-change';

/** Picture, first code, recovery codes: three steps in one dialog. */
export function SetUpSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const begin = useOwnChange(() => change('PUT', SecondFactorSetup, '/account/second-factor/setup', {}), 'account');
  const { mutate } = begin;
  useEffect(() => {
    mutate(undefined);
  }, [mutate]);

  if (codes) return <CodesSheet codes={codes} onClose={onClose} />;
  return (
    <Sheet title={t(factorTexts.title)} onClose={onClose}>
      {begin.isPending && <Waiting>{t(factorTexts.preparing)}</Waiting>}
      <OwnProblem error={begin.error} onAgain={() => mutate(undefined)} onClose={onClose} />
      {begin.data && <FirstCode setup={begin.data} onDone={setCodes} onClose={onClose} />}
    </Sheet>
  );
}

type FirstCodeProps = {
  readonly setup: SecondFactorSetup;
  readonly onDone: (codes: readonly string[]) => void;
  readonly onClose: () => void;
};

function FirstCode({ setup: { setup, secret, uri }, onDone, onClose }: FirstCodeProps) {
  const { t } = useLanguage();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const confirm = useOwnChange(
    () => change('POST', RecoveryCodes, '/account/second-factor', { body: { setup, code } }),
    'account',
    ({ recoveryCodes }) => onDone(recoveryCodes),
  );
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(code.trim() === '');
        if (code.trim() !== '' && !confirm.isPending) confirm.mutate(undefined);
      }}
    >
      <p>{t(factorTexts.scan)}</p>
      <QrCode text={uri} label={t(factorTexts.picture)} />
      <p className="s m">{t(factorTexts.byHand)}</p>
      <p className="secret">{secret}</p>
      <p>{t(factorTexts.enter)}</p>
      <TextField
        label={t(factorTexts.code)}
        error={missing ? t(factorTexts.codeMissing) : undefined}
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        autoFocus
        onChange={({ target }) => {
          setCode(target.value);
          setMissing(false);
        }}
      />
      {!missing && confirm.error !== null && <ProblemNote error={confirm.error} />}
      <div className="sheet-acts">
        <Button kind="primary" type="submit" wide busy={confirm.isPending}>
          {t(confirm.isPending ? texts.saving : factorTexts.confirm)}
        </Button>
        <Button kind="tertiary" disabled={confirm.isPending} onClick={onClose}>
          {t(texts.cancel)}
        </Button>
      </div>
    </form>
  );
}

function CodesSheet({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Sheet title={t(factorTexts.codesTitle)} onClose={onClose} dismissable={false}>
      <p>{t(factorTexts.codesWhat)}</p>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code} className="secret">
            {code}
          </li>
        ))}
      </ul>
      <div className="sheet-acts">
        <Button kind="primary" wide autoFocus onClick={onClose}>
          {t(factorTexts.kept)}
        </Button>
        <CopyButton text={codes.join('\n')} label={t(factorTexts.copy)} done={t(factorTexts.copied)} />
      </div>
    </Sheet>
  );
}
