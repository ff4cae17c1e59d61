import type { Account, Confirmation, Message } from '@libs/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useLanguage } from '../lib/language';
import { passkeysSupported, askPasskey } from '../lib/passkeys';
import { faultOf, providerHref } from '../lib/providers';
import { account } from '../lib/queries';
import { confirmProof } from '../lib/session';
import { Button } from './button';
import { texts } from './confirm-texts';
import { TextField } from './field';
import { Icon } from './icon';
import { Note, ProblemNote, Waiting } from './notes';
import { PasswordField } from './password-field';
import { Sheet } from './sheet';

type ConfirmIdentityProps = {
  /** The word on the button: what happens once it is sure who this is. */
  readonly label?: Message;
  /** Where the sign-in provider sends the browser back. */
  readonly returnTo: string;
  readonly onDone: () => void;
  readonly children?: ReactNode;
};

/** Asks a person who is signed in to prove anew who they are, at the place where they are. */
export function ConfirmIdentity(props: ConfirmIdentityProps) {
  const { t } = useLanguage();
  const { data, error, refetch } = useQuery(account());
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  return data ? <Ways account={data} {...props} /> : <Waiting>{t(texts.loading)}</Waiting>;
}

type Typed = 'password' | 'second-factor';

const typedWays = ({ hasPassword, secondFactor }: Account): Typed[] => [
  ...(hasPassword ? (['password'] as const) : []),
  ...(secondFactor ? (['second-factor'] as const) : []),
];

function Ways({
  account: own,
  label,
  returnTo,
  onDone,
  children,
}: ConfirmIdentityProps & { readonly account: Account }) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const fault = faultOf(useLocation().search);
  const ways = typedWays(own);
  const [way, setWay] = useState(ways[0]);
  const other = ways.find((one) => one !== way);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // a dialog over a dialog gets the focus a moment later than its fields are there
  useEffect(() => {
    const frame = requestAnimationFrame(() => form.current?.querySelector('input')?.focus());
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [way]);
  const prove = useMutation({
    mutationFn: async (proof: () => Promise<Confirmation> | Confirmation) => confirmProof(client, await proof()),
    onSuccess: onDone,
  });
  const input = {
    value: text,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => {
      setText(target.value);
      setMissing(false);
    },
  };

  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation(); // the form behind it, if there is one, is sent when this is done
        setMissing(text.trim() === '');
        if (text.trim() === '' || prove.isPending) return;
        prove.mutate(() =>
          way === 'password' ? { kind: 'password', password: text } : { kind: 'second-factor', code: text },
        );
      }}
    >
      <p>{t(texts.what)}</p>
      {way === 'password' && <PasswordField label={t(texts.password)} autoComplete="current-password" {...input} />}
      {way === 'second-factor' && (
        <TextField label={t(texts.code)} inputMode="numeric" autoComplete="one-time-code" maxLength={12} {...input} />
      )}
      {other !== undefined && (
        <p>
          <button
            type="button"
            className="link"
            onClick={() => {
              setWay(other);
              setText('');
              prove.reset();
            }}
          >
            {t(other === 'password' ? texts.usePassword : texts.useCode)}
          </button>
        </p>
      )}
      {missing && (
        <Note kind="warn" tinted role="alert">
          {t(texts.missing)}
        </Note>
      )}
      {!missing && prove.error !== null && <ProblemNote error={prove.error} />}
      {fault && prove.error === null && (
        <Note kind="warn" tinted role="alert">
          {t(fault)}
        </Note>
      )}
      <div className="sheet-acts">
        {way !== undefined && (
          <Button kind="primary" type="submit" wide busy={prove.isPending}>
            {t(prove.isPending ? texts.busy : (label ?? texts.confirm))}
          </Button>
        )}
        {own.passkeys.length > 0 && own.passkeysPossible && passkeysSupported() && (
          <Button
            kind={way === undefined ? 'primary' : 'secondary'}
            icon="key"
            onClick={() => {
              prove.mutate(async () => ({ kind: 'passkey', credential: await askPasskey() }));
            }}
          >
            {t(texts.passkey)}
          </Button>
        )}
        {own.provider && (
          <a className="kern-btn kern-btn--secondary" href={providerHref(own.provider.id, returnTo, true)}>
            <Icon name="key" size="s" />
            <span className="kern-label">{t(texts.provider(own.provider.name))}</span>
          </a>
        )}
        {children}
      </div>
    </form>
  );
}

type ConfirmSheetProps = { readonly onDone: () => void; readonly onClose: () => void };

/** The same as a dialog, where there is none yet. */
export function ConfirmSheet({ onDone, onClose }: ConfirmSheetProps) {
  const { t } = useLanguage();
  const { pathname } = useLocation();
  return (
    <Sheet title={t(texts.title)} onClose={onClose}>
      <ConfirmIdentity returnTo={pathname} onDone={onDone}>
        <Button kind="tertiary" onClick={onClose}>
          {t(texts.cancel)}
        </Button>
      </ConfirmIdentity>
    </Sheet>
  );
}
