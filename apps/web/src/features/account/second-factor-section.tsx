import type { Account } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Status } from '../../components/status';
import { remove } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { OwnProblem } from './own-problem';
import { OwnRow, Section } from './section';
import { SetUpSheet } from './set-up-sheet';
import { SureSheet } from './sure-sheet';
import { factorTexts } from './texts';
import { useOwnChange } from './use-own-change';

const FEW = 3;

export function SecondFactorSection({ account: { secondFactor } }: { readonly account: Account }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<'set-up' | 'end' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Section
      title={t(factorTexts.title)}
      what={t(factorTexts.off)}
      act={!secondFactor && <Button onClick={() => setOpen('set-up')}>{t(factorTexts.setUp)}</Button>}
    >
      {secondFactor && (
        <ul>
          <OwnRow
            name={
              <Status icon="okc" tone="ok">
                {t(factorTexts.on)}
              </Status>
            }
            more={[
              t(factorTexts.left(String(secondFactor.recoveryCodesLeft))),
              secondFactor.recoveryCodesLeft <= FEW && t(factorTexts.few),
            ]
              .filter(Boolean)
              .join('. ')}
          >
            <Button kind="tertiary" onClick={() => setOpen('set-up')}>
              {t(factorTexts.again)}
            </Button>
            <Button kind="tertiary" onClick={() => setOpen('end')}>
              {t(factorTexts.end)}
            </Button>
          </OwnRow>
        </ul>
      )}
      {open === 'set-up' && <SetUpSheet onClose={close} />}
      {open === 'end' && <EndSheet onClose={close} />}
    </Section>
  );
}

function EndSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const end = useOwnChange(() => remove('/account/second-factor'), 'account', onClose);
  const act = (): void => end.mutate(undefined);
  return (
    <SureSheet
      title={t(factorTexts.endTitle)}
      what={t(factorTexts.endWhat)}
      act={t(factorTexts.endNow)}
      busy={end.isPending}
      problem={<OwnProblem error={end.error} onAgain={act} onClose={() => end.reset()} />}
      onAct={act}
      onClose={onClose}
    />
  );
}
