import { useState, type ReactNode } from 'react';
import type { Message } from '@libs/contracts';
import { Button } from '../../components/button';
import { TextArea } from '../../components/field';
import { ProblemNote } from '../../components/notes';
import { Sheet } from '../../components/sheet';
import { useLanguage } from '../../lib/language';
import { useChange } from './queries';
import { texts } from './texts';

type ChangeSheetProps<T> = {
  readonly title: Message;
  /** What follows from it, before anything is asked. */
  readonly what?: Message;
  readonly confirm: Message;
  /** Whether the fields are filled; asked when the button is pressed, after which they show what is missing. */
  readonly isComplete?: boolean;
  readonly onTried?: () => void;
  readonly send: (reason: string) => Promise<T>;
  readonly onDone?: (result: T) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** Every change of rights, people and units: its fields, why, and the one button that does it. */
export function ChangeSheet<T>(props: ChangeSheetProps<T>) {
  const { title, what, confirm, isComplete = true, onTried, send, onDone, onClose, children } = props;
  const { t } = useLanguage();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';
  const change = useChange<T, string>(send, (result) => {
    onClose();
    onDone?.(result);
  });

  return (
    <Sheet title={t(title)} onClose={onClose} dismissable={!change.isPending}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          onTried?.();
          if (!missing && isComplete && !change.isPending) change.mutate(reason.trim());
        }}
      >
        {what && <p className="m">{t(what)}</p>}
        {children}
        <TextArea
          label={t(texts.reason)}
          hint={t(texts.reasonHint)}
          error={tried && missing ? t(texts.reasonMissing) : undefined}
          value={reason}
          maxLength={500}
          rows={2}
          required
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
        {change.error !== null && <ProblemNote error={change.error} />}
        <div className="sheet-acts">
          <Button kind="primary" type="submit" wide busy={change.isPending}>
            {t(change.isPending ? texts.storing : confirm)}
          </Button>
          <Button kind="tertiary" onClick={onClose} disabled={change.isPending}>
            {t(texts.cancel)}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
