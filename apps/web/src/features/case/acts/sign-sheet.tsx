import type { CaseDetail, Certificate, Message, NewAct } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { ConfirmIdentity } from '../../../components/confirm-identity';
import { Foreign } from '../../../components/foreign';
import { Icon } from '../../../components/icon';
import { Note, ProblemNote } from '../../../components/notes';
import { Sheet } from '../../../components/sheet';
import { codeOf } from '../../../lib/api';
import { useLanguage } from '../../../lib/language';
import { useSession } from '../../../lib/session';
import { texts } from './texts';
import { useAct } from './use-act';

export type Signing =
  { readonly kind: 'certify'; readonly certificates: readonly Certificate[] } | { readonly kind: 'order' };

/** In the address of a case: the sheet was open when the person went to prove who they are. */
export const SIGNING = 'unterschreiben';

type SignSheetProps = { readonly detail: CaseDetail; readonly signing: Signing; readonly onClose: () => void };

/** The second tap: the whole text that goes on record, then one button that signs it. */
export function SignSheet({ detail, signing, onClose }: SignSheetProps) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const [seen, setSeen] = useState(detail.contentHash);
  const act = useAct(detail.id, onClose);

  const order = signing.kind === 'order';
  const parts = order ? (['order'] as const) : signing.certificates;
  const changed = seen !== detail.contentHash;
  const settled = act.error !== null && !changed && !isOpen(detail, signing);
  const unproved = codeOf(act.error) === 'proof-too-old' && !changed;
  const given = signing.kind === 'certify' ? signing.certificates.filter((one) => isGiven(detail, one)) : [];

  const sign = (): void => {
    if (act.isPending) return;
    const covers = detail.contentHash;
    const acts: NewAct[] =
      signing.kind === 'order'
        ? [{ kind: 'order', covers }]
        : signing.certificates
            .filter((certificate) => !given.includes(certificate))
            .map((certificate) => ({ kind: 'certify', certificate, covers }));
    act.mutate(acts);
  };

  return (
    <Sheet title={t(titleOf(detail, order))} onClose={onClose} dismissable={!act.isPending}>
      <p className="m">{t(texts.youSign)}</p>
      <div className="sign sign--act sign-text">
        {parts.map((part) => (
          <p key={part}>
            {parts.length > 1 && part !== 'order' && <b className="b sign-part">{t(texts[part])}</b>}
            <Foreign text={t(detail.texts[part])} />
          </p>
        ))}
      </div>
      <p className="sign-scope m">
        <Icon name="shield" />
        <span>{t(texts.scope(session?.person.name ?? ''))}</span>
      </p>
      {changed && (
        <Note kind="warn" tinted role="alert">
          {t(texts.changed)}
        </Note>
      )}
      {!changed && !unproved && act.error !== null && codeOf(act.error) !== 'content-changed' && (
        <>
          {given.length === 1 && <Note kind="info">{t(texts.half)}</Note>}
          <ProblemNote error={act.error} />
        </>
      )}
      {unproved ? (
        <ConfirmIdentity
          label={order ? texts.confirmAndOrder : texts.confirmAndCertify}
          returnTo={`/faelle/${detail.id}?${SIGNING}=1`}
          onDone={sign}
        >
          <Button kind="tertiary" onClick={onClose} disabled={act.isPending}>
            {t(texts.cancel)}
          </Button>
        </ConfirmIdentity>
      ) : (
        <div className="sheet-acts">
          {changed ? (
            <Button
              kind="primary"
              wide
              icon="eye"
              onClick={() => {
                act.reset();
                setSeen(detail.contentHash);
              }}
            >
              {t(texts.seen)}
            </Button>
          ) : (
            settled || (
              <Button kind="primary" wide icon="sign" autoFocus busy={act.isPending} onClick={sign}>
                {t(act.isPending ? texts.signing : order ? texts.orderNow : texts.certifyNow)}
              </Button>
            )
          )}
          <Button kind={settled ? 'secondary' : 'tertiary'} onClick={onClose} disabled={act.isPending}>
            {t(settled ? texts.close : texts.cancel)}
          </Button>
        </div>
      )}
    </Sheet>
  );
}

function titleOf({ creditNote }: CaseDetail, order: boolean): Message {
  if (order) return creditNote ? texts.orderCreditTitle : texts.orderTitle;
  return creditNote ? texts.certifyCreditTitle : texts.certifyTitle;
}

/** Whether there is still something here for this person to sign: somebody else may have been quicker. */
const isOpen = ({ may }: CaseDetail, signing: Signing): boolean =>
  signing.kind === 'order' ? may.order.allowed : signing.certificates.some((one) => may.certify[one].allowed);

const isGiven = ({ certificates }: CaseDetail, certificate: Certificate): boolean =>
  certificates.some((one) => one.certificate === certificate && one.by !== null);
