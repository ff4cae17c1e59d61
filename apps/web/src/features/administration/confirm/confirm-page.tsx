import type { Session } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOutletContext } from 'react-router';
import { Button } from '../../../components/button';
import { Foreign } from '../../../components/foreign';
import { ProblemNote, Waiting as WaitingNote } from '../../../components/notes';
import { PageHead } from '../../../components/page-head';
import { formatMoment } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { waitingForSecond } from '../../../lib/queries';
import { ChangeSheet } from '../change-sheet';
import { Empty } from '../empty';
import { texts as common } from '../texts';
import { texts } from './texts';
import { type Waiting, waitingGrant, waitingProposal } from './waiting';

type Open = { readonly kind: 'accept' | 'decline' | 'withdraw'; readonly one: Waiting };

export function ConfirmPage() {
  const { t } = useLanguage();
  const { data, error } = useQuery(waitingForSecond());
  const [open, setOpen] = useState<Open | null>(null);
  const all = data && [...data.proposals.map(waitingProposal), ...data.grants.map(waitingGrant)];
  return (
    <>
      <PageHead title={t(texts.title)} />
      {error && (
        <div className="page-note">
          <ProblemNote error={error} />
        </div>
      )}
      {!data && !error && <WaitingNote>{t(common.loading)}</WaitingNote>}
      {all?.length === 0 && (
        <div className="page-body panel">
          <Empty icon="okc" title={texts.empty} what={texts.emptyWhat} />
        </div>
      )}
      {all && all.length > 0 && (
        <div className="scroll">
          <p className="m reading">{t(texts.what)}</p>
          <ul className="batches">
            {all.map((one) => (
              <li key={one.id} className="panel batch">
                <WaitingCard one={one} onOpen={setOpen} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {open && (
        <DecisionSheet
          open={open}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

function WaitingCard({ one, onOpen }: { readonly one: Waiting; readonly onOpen: (open: Open) => void }) {
  const { t } = useLanguage();
  const me = useOutletContext<Session>().person.id;
  const isMine = one.by?.id === me;
  const isForMe = one.about === me;
  const title = t(one.title);
  const act = (kind: Open['kind']) => (): void => {
    onOpen({ kind, one });
  };
  return (
    <article aria-labelledby={`h-${one.id}`}>
      <h2 className="h2" id={`h-${one.id}`}>
        <Foreign text={title} />
      </h2>
      <p>{t(one.means)}</p>
      <dl className="waiting-facts">
        <dt>{t(texts.reason)}</dt>
        <dd>
          <Foreign text={one.reason === '' ? '–' : one.reason} />
        </dd>
        {one.days && (
          <>
            <dt>{t(texts.days)}</dt>
            <dd>{t(one.days)}</dd>
          </>
        )}
      </dl>
      <div className="batch-foot row">
        <p className="s m grow">
          {t(texts.by(one.by?.name ?? '–', formatMoment(one.at)))}
          {(isMine || isForMe) && <span className="file-more">{t(isForMe ? texts.forMe : texts.mine)}</span>}
        </p>
        {isMine && (
          <Button kind="tertiary" aria-label={`${t(texts.withdraw)} ${title}`} onClick={act('withdraw')}>
            {t(texts.withdraw)}
          </Button>
        )}
        {!isMine && !isForMe && (
          <>
            <Button kind="tertiary" aria-label={`${t(texts.decline)} ${title}`} onClick={act('decline')}>
              {t(texts.decline)}
            </Button>
            <Button icon="okc" aria-label={`${t(texts.confirm)} ${title}`} onClick={act('accept')}>
              {t(texts.confirm)}
            </Button>
          </>
        )}
      </div>
    </article>
  );
}

const labels = { accept: texts.confirmNow, decline: texts.declineNow, withdraw: texts.withdrawNow } as const;

function DecisionSheet({ open: { kind, one }, onClose }: { readonly open: Open; readonly onClose: () => void }) {
  return (
    <ChangeSheet
      title={one.title}
      what={kind === 'accept' ? one.means : texts.declineWhat}
      confirm={labels[kind]}
      onClose={onClose}
      send={kind === 'accept' ? one.accept : one.decline}
    />
  );
}
