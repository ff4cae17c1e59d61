import type { Arrival } from '@libs/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Foreign } from '../../components/foreign';
import { MoreButton } from '../../components/more-button';
import { ProblemNote, Waiting } from '../../components/notes';
import { Status } from '../../components/status';
import { momentInWords } from '../../lib/dates';
import { visible } from '../../lib/foreign-text';
import { useLanguage } from '../../lib/language';
import { formatMoney } from '../../lib/money';
import { arrivals } from '../../lib/queries';
import { useNow } from '../../lib/use-now';
import { ArrivalLink } from './arrival-link';
import { channels, texts } from './texts';
import { understood } from './understood';

export function ArrivalList() {
  const { t } = useLanguage();
  const list = useInfiniteQuery(arrivals());
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel arrivals" aria-labelledby="recent">
      <h2 className="h2 panel-head" id="recent">
        {t(texts.recent)}
      </h2>
      {list.error && <ProblemNote error={list.error} />}
      {list.isPending && <Waiting>{t(texts.loading)}</Waiting>}
      {list.data && rows.length === 0 && <p className="m panel-text">{t(texts.recentEmpty)}</p>}
      {rows.length > 0 && <ArrivalTable rows={rows} />}
      <MoreButton list={list} label={t(texts.more)} />
    </section>
  );
}

function ArrivalTable({ rows }: { readonly rows: readonly Arrival[] }) {
  const { t } = useLanguage();
  return (
    <table className="kern-table arrivals-table" role="table">
      <caption className="sr">{t(texts.caption)}</caption>
      <colgroup>
        <col className="col-number" />
        <col />
        <col />
        <col className="col-amount" />
        <col className="col-outcome" />
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {[texts.number, texts.file, texts.understood, texts.amount, texts.outcome].map((name) => (
            <th
              key={name.de}
              scope="col"
              role="columnheader"
              className={name === texts.amount ? 'kern-table__header num' : 'kern-table__header'}
            >
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.flatMap((arrival) => [
          <ArrivalRow key={arrival.id} arrival={arrival} />,
          ...arrival.children.map((child) => <ArrivalRow key={child.id} arrival={{ ...child, children: [] }} child />),
        ])}
      </tbody>
    </table>
  );
}

function ArrivalRow({ arrival, child }: { readonly arrival: Arrival; readonly child?: boolean }) {
  const { t } = useLanguage();
  const now = useNow();
  const line = understood(arrival);
  return (
    <tr role="row" className={child ? 'kern-table__row two child' : 'kern-table__row two'}>
      <th role="rowheader" scope="row" className="kern-table__cell cell-number">
        <span className="l1">{arrival.number}</span>
        <span className="l2">{t(momentInWords(arrival.receivedAt, now))}</span>
      </th>
      <td role="cell" className="kern-table__cell cell-file">
        <span className="l1">
          <Foreign text={arrival.subject ?? arrival.fileName} />
        </span>
        <span className="l2">
          {t(channels[arrival.channel])}
          {arrival.sender !== null && (
            <>
              {' · '}
              <Foreign text={arrival.sender} />
            </>
          )}
        </span>
      </td>
      <td role="cell" className="kern-table__cell cell-what">
        <span className="l1">
          <Foreign text={t(line.title)} />
        </span>
        {line.brief && (
          <span className="l2" title={visible(t(line.detail ?? line.brief))}>
            <Foreign text={t(line.brief)} />
          </span>
        )}
      </td>
      <td role="cell" className="kern-table__cell num cell-amount">
        {line.amount ? formatMoney(line.amount.gross, line.amount.currency) : <span className="m">–</span>}
      </td>
      <td role="cell" className="kern-table__cell cell-outcome">
        <Status icon={line.icon} tone={line.tone}>
          <ArrivalLink line={line} />
        </Status>
      </td>
    </tr>
  );
}
