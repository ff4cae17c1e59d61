import { SealedPage as Page, type SealedRow } from '@libs/contracts';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { MoreButton } from '../../components/more-button';
import { ProblemNote, Waiting } from '../../components/notes';
import { PageHead } from '../../components/page-head';
import { get } from '../../lib/api';
import { formatDay } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { formatMoney } from '../../lib/money';
import { stages } from '../../lib/stages';
import { texts } from './texts';

const begin = (): string | null => null;

const sealedCases = () =>
  infiniteQueryOptions({
    queryKey: ['sealed-cases'],
    queryFn: ({ pageParam, signal }) =>
      get(Page, pageParam === null ? '/sealed-cases' : `/sealed-cases?cursor=${pageParam}`, signal),
    initialPageParam: begin(),
    getNextPageParam: (page) => page.nextCursor,
  });

export function SealedPage() {
  const { t } = useLanguage();
  const list = useInfiniteQuery(sealedCases());
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title={t(texts.title)} />
      <div className="scroll">
        <p className="m">{t(texts.what)}</p>
        {list.error && <ProblemNote error={list.error} />}
        {list.isPending && <Waiting>{t(texts.loading)}</Waiting>}
        {list.data && rows.length === 0 && <p>{t(texts.none)}</p>}
        {rows.length > 0 && <SealedTable rows={rows} />}
        <MoreButton list={list} label={t(texts.more)} />
      </div>
    </>
  );
}

function SealedTable({ rows }: { readonly rows: readonly SealedRow[] }) {
  const { t } = useLanguage();
  const finance = rows.some((row) => 'text' in row);
  const heads = [texts.number, texts.unit, texts.since];
  const more = finance ? [texts.amount, texts.account, texts.text, texts.status] : [];
  return (
    <div className="panel list">
      <table className="kern-table plain-table" role="table">
        <caption className="sr">{t(texts.title)}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[...heads, ...more].map((name) => (
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
          {rows.map((row) => (
            <tr key={row.id} role="row" className="kern-table__row">
              <th role="rowheader" scope="row" className="kern-table__cell nw">
                {row.number}
              </th>
              <td role="cell" className="kern-table__cell" data-label={t(texts.unit)}>
                {`${row.unit.number} ${row.unit.name}`}
              </td>
              <td role="cell" className="kern-table__cell nw" data-label={t(texts.since)}>
                {formatDay(row.since)}
              </td>
              {'text' in row && (
                <>
                  <td role="cell" className="kern-table__cell num" data-label={t(texts.amount)}>
                    {row.gross === null ? '–' : formatMoney(row.gross, row.currency)}
                  </td>
                  <td role="cell" className="kern-table__cell" data-label={t(texts.account)}>
                    {row.creditorAccount ?? '–'}
                  </td>
                  <td role="cell" className="kern-table__cell" data-label={t(texts.text)}>
                    {row.text}
                  </td>
                  <td role="cell" className="kern-table__cell" data-label={t(texts.status)}>
                    {t(stages[row.stage].name)}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
