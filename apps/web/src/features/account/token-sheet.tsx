import { MadeApiToken, MAX_TOKEN_DAYS, Scope } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Note, ProblemNote } from '../../components/notes';
import { Sheet } from '../../components/sheet';
import { change } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { CopyButton } from './copy-button';
import { scopeNames, texts, tokenTexts } from './texts';
import { useOwnChange } from './use-own-change';

export function TokenSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [looked, setLooked] = useState(false);
  const make = useOwnChange((body: object) => change('POST', MadeApiToken, '/tokens', { body }), 'tokens');
  if (make.data) return <MadeSheet token={make.data.token} onClose={onClose} />;

  const wrong = {
    name: name.trim() === '' ? t(texts.nameMissing) : undefined,
    days:
      /^\d{1,3}$/.test(days) && Number(days) >= 1 && Number(days) <= MAX_TOKEN_DAYS
        ? undefined
        : t(tokenTexts.daysWrong),
    scopes: scopes.length === 0 ? t(tokenTexts.scopesMissing) : undefined,
  };
  return (
    <Sheet title={t(tokenTexts.makeTitle)} onClose={onClose} dismissable={!make.isPending}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLooked(true);
          if (Object.values(wrong).some((one) => one !== undefined) || make.isPending) return;
          make.mutate({ name: name.trim(), days: Number(days), scopes });
        }}
      >
        <TextField
          label={t(texts.name)}
          error={looked ? wrong.name : undefined}
          value={name}
          maxLength={80}
          autoFocus
          onChange={({ target }) => setName(target.value)}
        />
        <fieldset className="scopes">
          <legend className="lab">{t(tokenTexts.scopes)}</legend>
          {Scope.options.map((scope) => (
            <label key={scope} className="check">
              <input
                type="checkbox"
                className="cb"
                checked={scopes.includes(scope)}
                onChange={({ target }) => {
                  setScopes(target.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope));
                }}
              />
              <span>{t(scopeNames[scope])}</span>
            </label>
          ))}
          {looked && wrong.scopes && (
            <p className="s b" role="alert">
              {wrong.scopes}
            </p>
          )}
        </fieldset>
        <TextField
          label={t(tokenTexts.days)}
          error={looked ? wrong.days : undefined}
          value={days}
          inputMode="numeric"
          maxLength={3}
          onChange={({ target }) => setDays(target.value)}
        />
        {make.error !== null && <ProblemNote error={make.error} />}
        <div className="sheet-acts">
          <Button kind="primary" type="submit" wide busy={make.isPending}>
            {t(make.isPending ? texts.saving : tokenTexts.makeNow)}
          </Button>
          <Button kind="tertiary" disabled={make.isPending} onClick={onClose}>
            {t(texts.cancel)}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

function MadeSheet({ token, onClose }: { readonly token: string | null; readonly onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Sheet title={t(tokenTexts.madeTitle)} onClose={onClose} dismissable={false}>
      {token === null ? (
        <Note kind="warn" tinted role="alert">
          {t(tokenTexts.lost)}
        </Note>
      ) : (
        <>
          <p>{t(tokenTexts.madeWhat)}</p>
          <p className="secret">{token}</p>
        </>
      )}
      <div className="sheet-acts">
        <Button kind="primary" wide autoFocus onClick={onClose}>
          {t(texts.close)}
        </Button>
        {token !== null && <CopyButton text={token} label={t(tokenTexts.copy)} done={t(tokenTexts.copied)} />}
      </div>
    </Sheet>
  );
}
