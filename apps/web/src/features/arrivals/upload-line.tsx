import { Arrival } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../components/button';
import { Foreign } from '../../components/foreign';
import { Icon, type IconName } from '../../components/icon';
import { Status } from '../../components/status';
import { get, sentenceOf, statusOf } from '../../lib/api';
import { useLanguage } from '../../lib/language';
import { formatMoney } from '../../lib/money';
import type { Tone } from '../../lib/stages';
import { ArrivalLink } from './arrival-link';
import { texts } from './texts';
import { fileSize, understood } from './understood';
import { sendAgain, type Upload } from './uploads';

/** One file on its way, then line by line what was understood of it. */
export function UploadLine({ upload }: { readonly upload: Upload }) {
  const { t } = useLanguage();
  const { file, key, state } = upload;
  const name = <FileName name={file.name} size={file.size} />;
  switch (state.kind) {
    case 'queued':
      return <Line icon="clock" tone="plain" name={name} title={t(texts.queued)} />;
    case 'sending':
      return (
        <Line icon="upload" tone="act" name={name} title={t(texts.sending(state.percent))}>
          <progress className="prog" max={100} value={state.percent} aria-label={file.name} />
        </Line>
      );
    case 'offline':
      return (
        <Line icon="pause" tone="warn" name={name} title={t(texts.offline)}>
          <Again uploadKey={key} />
        </Line>
      );
    case 'failed':
      return (
        <Line icon="stop" tone="danger" name={name} title={t(texts.failed)} detail={t(sentenceOf(state.error))}>
          {mayHelp(state.error) && <Again uploadKey={key} />}
        </Line>
      );
    case 'received':
      return state.arrivals.map((arrival) => <ReceivedLine key={arrival.id} arrival={arrival} />);
  }
}

/** Sending the same file again is of no use where the server refused the file itself. */
const mayHelp = (error: unknown): boolean => ![413, 415, 422].includes(statusOf(error) ?? 0);

function Again({ uploadKey }: { readonly uploadKey: string }) {
  const { t } = useLanguage();
  return (
    <Button
      kind="secondary"
      icon="undo"
      onClick={() => {
        sendAgain(uploadKey);
      }}
    >
      {t(texts.retry)}
    </Button>
  );
}

/** The server goes on reading after the answer; the line follows what becomes of it. */
function ReceivedLine({ arrival: received }: { readonly arrival: Arrival }) {
  const { t } = useLanguage();
  const { data: arrival } = useQuery({
    queryKey: ['arrivals', 'one', received.id],
    queryFn: ({ signal }) => get(Arrival, `/arrivals/${received.id}`, signal),
    initialData: received,
    // What has been read stays as it is: a hundred lines must not ask anew with every event.
    enabled: ({ state }) => state.data?.outcome === 'pending',
    // The live connection announces the end of reading; this only bridges its interruptions.
    refetchInterval: ({ state }) => (state.data?.outcome === 'pending' ? 3_000 : false),
  });
  const line = understood(arrival);
  return (
    <Line
      icon={line.icon}
      tone={line.tone}
      name={<FileName name={arrival.fileName} size={arrival.size} />}
      title={t(line.title)}
      detail={line.detail ? t(line.detail) : undefined}
      amount={line.amount ? formatMoney(line.amount.gross, line.amount.currency) : undefined}
    >
      <Status icon={line.icon} tone={line.tone}>
        <ArrivalLink line={line} />
      </Status>
    </Line>
  );
}

function FileName({ name, size }: { readonly name: string; readonly size: number }) {
  return (
    <span className="up-file">
      <span className="l1 ell">
        <Foreign text={name} />
      </span>
      <span className="s m">{fileSize(size)}</span>
    </span>
  );
}

type LineProps = {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly name: ReactNode;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly amount?: string | undefined;
  readonly children?: ReactNode;
};

function Line({ icon, tone, name, title, detail, amount, children }: LineProps) {
  return (
    <li className="up">
      <Icon name={icon} tone={tone} />
      {name}
      <span className="up-what">
        <span className="up-title">
          <Foreign text={title} />
        </span>
        {detail !== undefined && (
          <span className="s m up-detail">
            <Foreign text={detail} />
          </span>
        )}
      </span>
      <span className="num">{amount}</span>
      <span className="up-end">{children}</span>
    </li>
  );
}
