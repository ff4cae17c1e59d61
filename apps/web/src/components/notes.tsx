import type { ReactNode } from 'react';
import { sentenceOf } from '../lib/api';
import { useLanguage } from '../lib/language';
import { Button } from './button';
import { Foreign } from './foreign';
import { Icon, type IconName } from './icon';

type Kind = 'info' | 'warn' | 'danger' | 'ok';
const icons: Record<Kind, IconName> = { info: 'info', warn: 'warn', danger: 'stop', ok: 'okc' };

type NoteProps = {
  readonly kind: Kind;
  /** Tinted blocks are for the one thing that needs a person; everything else is outlined. */
  readonly tinted?: boolean;
  readonly role?: 'alert' | 'status' | 'note';
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

export function Note({ kind, tinted, role, children, action }: NoteProps) {
  return (
    <div className={tinted ? `find find--${kind}` : 'find'} role={role}>
      <Icon name={icons[kind]} tone={kind} />
      <div>{children}</div>
      {action}
    </div>
  );
}

const again = { de: 'Erneut versuchen', en: 'Try again' };

/** What went wrong, in the words of the server: cause, consequence, next step. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useLanguage();
  return (
    <Note
      kind="warn"
      tinted
      role="alert"
      action={
        onRetry && (
          <Button kind="secondary" icon="undo" onClick={onRetry}>
            {t(again)}
          </Button>
        )
      }
    >
      <p>
        <Foreign text={t(sentenceOf(error))} />
      </p>
    </Note>
  );
}

/** Waiting, with a word: never a spinner alone. */
export function Waiting({ children }: { readonly children: ReactNode }) {
  return (
    <p className="waiting m" role="status">
      <Icon name="clock" />
      {children}
    </p>
  );
}
