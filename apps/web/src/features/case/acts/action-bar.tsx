import type { CaseDetail, Session } from '@libs/contracts';
import { useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button } from '../../../components/button';
import type { IconName } from '../../../components/icon';
import { Icon } from '../../../components/icon';
import { Foreign } from '../../../components/foreign';
import { useLanguage } from '../../../lib/language';
import { useKeys } from '../../../lib/use-keys';
import { neighboursOf } from '../../../lib/worklist-trail';
import type { Assigning } from '../use-assigning';
import { assignTexts, texts as caseTexts } from '../texts';
import { texts as codingTexts } from '../coding/texts';
import type { Coding } from '../coding/use-coding';
import { nextStep, type NextStep } from './next-step';
import { ReasonSheet, type Reasoned } from './reason-sheet';
import { SIGNING, SignSheet, type Signing } from './sign-sheet';
import { reasoned, texts } from './texts';

type ActionBarProps = {
  readonly detail: CaseDetail;
  readonly session: Session;
  readonly coding: Coding;
  readonly assigning: Assigning;
};

type Open = { readonly kind: 'sign'; readonly signing: Signing } | { readonly kind: 'reason'; readonly act: Reasoned };
const icons: Record<Reasoned, IconName> = { object: 'x', return: 'undo', release: 'check' };

/** Always at the same place: at most one filled button, the quiet ways out on the other side. */
export function ActionBar({ detail, session, coding, assigning }: ActionBarProps) {
  const { t } = useLanguage();
  const primary = useRef<HTMLDivElement>(null);
  const step = nextStep(detail, coding.editing, session);
  const [params, setParams] = useSearchParams();
  const [open, setOpen] = useState<Open | null>(() =>
    params.has(SIGNING) && step.kind === 'sign' ? { kind: 'sign', signing: step.signing } : null,
  );
  const { after } = neighboursOf(detail.id);
  useKeys({ 'Ctrl+Enter': () => primary.current?.querySelector('button')?.click() });

  const others = (['object', 'return', 'release'] as const).filter(
    (kind) => detail.may[kind].allowed && !(kind === 'release' && step.kind === 'release'),
  );
  const close = (): void => {
    setOpen(null);
    if (params.has(SIGNING)) setParams({}, { replace: true });
  };
  const primaryOf: Record<
    NextStep['kind'],
    { readonly label: string; readonly busy: boolean; readonly act: () => void } | null
  > = {
    assign: { label: t(assignTexts.assign), busy: assigning.saving, act: assigning.save },
    code: { label: t(codingTexts.save), busy: coding.saving, act: coding.save },
    release: {
      label: t(reasoned.release.open),
      busy: false,
      act: () => {
        setOpen({ kind: 'reason', act: 'release' });
      },
    },
    sign:
      step.kind === 'sign'
        ? {
            label: t(labelOf(step.signing)),
            busy: false,
            act: () => {
              setOpen({ kind: 'sign', signing: step.signing });
            },
          }
        : null,
    refused: null,
    nothing: null,
  };
  const main = primaryOf[step.kind];

  return (
    <footer className="actionbar" aria-label={t(texts.actions)} role="group">
      {others.map((kind) => (
        <Button
          key={kind}
          kind="tertiary"
          icon={icons[kind]}
          onClick={() => {
            setOpen({ kind: 'reason', act: kind });
          }}
        >
          {t(reasoned[kind].open)}
        </Button>
      ))}
      {step.kind === 'refused' && (
        <p className="bar-note s" role="note">
          <Icon name="info" tone="info" />
          <span>
            <Foreign text={t(step.message)} />
          </span>
        </p>
      )}
      {step.kind === 'nothing' && others.length === 0 && (
        <p className="bar-note s m">{t(detail.stage === 'done' ? texts.done : texts.nothing)}</p>
      )}
      <span className="grow" />
      {step.kind === 'nothing' && after !== undefined && (
        <Link to={`/faelle/${after}`} className="kern-btn kern-btn--secondary">
          <span className="kern-label">{t(caseTexts.next)}</span>
        </Link>
      )}
      {main && (
        <div ref={primary} className="bar-main">
          <Button kind="primary" busy={main.busy} onClick={main.act} keys={t(texts.mainKey)}>
            {main.label}
          </Button>
        </div>
      )}
      {open?.kind === 'sign' && <SignSheet detail={detail} signing={open.signing} onClose={close} />}
      {open?.kind === 'reason' && <ReasonSheet detail={detail} kind={open.act} onClose={close} />}
    </footer>
  );
}

function labelOf(signing: Signing) {
  if (signing.kind === 'order') return texts.orderOpen;
  if (signing.certificates.length > 1) return texts.certifyBoth;
  return signing.certificates[0] === 'factual' ? texts.certifyFactual : texts.certifyArithmetical;
}
