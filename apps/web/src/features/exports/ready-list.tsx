import type { ExportPosition, ExportPreview } from '@libs/contracts';
import { Link } from 'react-router';
import { Foreign } from '../../components/foreign';
import { formatDay } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { formatMoney } from '../../lib/money';
import { Empty } from './empty';
import { texts } from './texts';

type ReadyListProps = {
  readonly preview: ExportPreview;
  readonly until: string;
  readonly onUntil: (day: string) => void;
};

export function ReadyList({ preview, until, onUntil }: ReadyListProps) {
  const { t } = useLanguage();
  const { positions, nextNumber } = preview;
  return (
    <section className="panel list" aria-labelledby="h-ready">
      <div className="panel-head row">
        <h2 className="h2 grow" id="h-ready">
          {t(texts.readyFor(positions.length, nextNumber))}
        </h2>
        <label className="chip">
          {t(texts.dueUntil)}
          <input
            type="date"
            value={until}
            onChange={({ target }) => {
              onUntil(target.value);
            }}
          />
        </label>
      </div>
      {positions.length === 0 ? (
        <Empty title={texts.emptyReady} what={texts.emptyReadyWhat} />
      ) : (
        <div className="list-scroll">
          <PositionTable positions={positions} />
        </div>
      )}
    </section>
  );
}

export function PositionTable({ positions }: { readonly positions: readonly ExportPosition[] }) {
  const { t } = useLanguage();
  return (
    <table className="kern-table positions" role="table">
      <caption className="sr">{t(texts.captionReady)}</caption>
      <colgroup>
        <col />
        <col className="col-case" />
        <col className="col-amount" />
        <col className="col-due" />
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {[texts.supplier, texts.case, texts.amount, texts.due].map((name) => (
            <th
              key={name.de}
              scope="col"
              role="columnheader"
              className={`kern-table__header${name === texts.amount || name === texts.due ? ' num' : ''}`}
            >
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {positions.map(({ caseId, caseNumber, seller, invoiceNumber, gross, currency, dueDate }) => (
          <tr key={caseId} role="row" className="kern-table__row two">
            <th role="rowheader" scope="row" className="kern-table__cell cell-who">
              <span className="l1">
                <Foreign text={seller ?? t(texts.noSeller)} />
              </span>
              <span className="l2">
                <Foreign text={invoiceNumber ?? '–'} />
              </span>
            </th>
            <td role="cell" className="kern-table__cell cell-case">
              <Link to={`/faelle/${caseId}`} className="link">
                {caseNumber}
              </Link>
            </td>
            <td role="cell" className="kern-table__cell num cell-amount">
              {formatMoney(gross, currency)}
            </td>
            <td role="cell" className="kern-table__cell num cell-due">
              {dueDate === null ? '–' : formatDay(dueDate)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
