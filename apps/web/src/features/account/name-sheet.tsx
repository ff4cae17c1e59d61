import { useState, type ReactNode } from 'react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Sheet } from '../../components/sheet';
import { useLanguage } from '../../lib/language';
import { texts } from './texts';

type NameSheetProps = {
  readonly title: string;
  readonly what?: string;
  readonly first: string;
  readonly act: string;
  readonly busy: boolean;
  readonly problem: ReactNode;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
};

/** Asks for a name by which the person recognises something. */
export function NameSheet({ title, what, first, act, busy, problem, onName, onClose }: NameSheetProps) {
  const { t } = useLanguage();
  const [name, setName] = useState(first);
  const [missing, setMissing] = useState(false);
  return (
    <Sheet title={title} onClose={onClose} dismissable={!busy}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(name.trim() === '');
          if (name.trim() !== '' && !busy) onName(name.trim());
        }}
      >
        {what && <p>{what}</p>}
        <TextField
          label={t(texts.name)}
          error={missing ? t(texts.nameMissing) : undefined}
          value={name}
          maxLength={80}
          autoFocus
          onChange={({ target }) => {
            setName(target.value);
            setMissing(false);
          }}
        />
        {problem}
        <div className="sheet-acts">
          <Button kind="primary" type="submit" wide busy={busy}>
            {act}
          </Button>
          <Button kind="tertiary" disabled={busy} onClick={onClose}>
            {t(texts.cancel)}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
