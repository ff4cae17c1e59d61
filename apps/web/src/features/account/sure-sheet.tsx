import type { ReactNode } from 'react';
import { Button } from '../../components/button';
import { Sheet } from '../../components/sheet';
import { useLanguage } from '../../lib/language';
import { texts } from './texts';

type SureSheetProps = {
  readonly title: string;
  readonly what: string;
  readonly act: string;
  readonly busy: boolean;
  readonly problem: ReactNode;
  readonly onAct: () => void;
  readonly onClose: () => void;
};

/** Says what follows before it is done. */
export function SureSheet({ title, what, act, busy, problem, onAct, onClose }: SureSheetProps) {
  const { t } = useLanguage();
  return (
    <Sheet title={title} onClose={onClose} dismissable={!busy}>
      <p>{what}</p>
      {problem}
      <div className="sheet-acts">
        <Button kind="primary" wide busy={busy} onClick={onAct}>
          {busy ? t(texts.saving) : act}
        </Button>
        <Button kind="tertiary" autoFocus disabled={busy} onClick={onClose}>
          {t(texts.cancel)}
        </Button>
      </div>
    </Sheet>
  );
}
