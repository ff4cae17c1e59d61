import type { CaseRow, Message } from '@libs/contracts';
import { Link } from 'react-router';
import { Foreign } from '../../components/foreign';
import { Status } from '../../components/status';
import { dayOf, dueInWords, formatDay, sinceInWords } from '../../lib/dates';
import { firstSentence } from '../../lib/foreign-text';
import { useLanguage } from '../../lib/language';
import { formatMoney, owedOf } from '../../lib/money';
import { stages } from '../../lib/stages';
import { texts } from './texts';

type RowProps = {
  readonly row: CaseRow;
  readonly now: Date;
  readonly current: boolean;
  readonly onFocus: () => void;
};

export function WorklistRow({ row, now, current, onFocus }: RowProps) {
  const { t } = useLanguage();
  const stage = stages[row.stage];
  return (
    <tr role="row" className={`kern-table__row two${current ? ' cur' : ''}`} onFocus={onFocus}>
      <td role="cell" className="kern-table__cell cell-why">
        <WhyNow row={row} today={dayOf(now)} />
      </td>
      <th role="rowheader" scope="row" className="kern-table__cell cell-who">
        <Link to={`/faelle/${row.id}`} className="l1 row-link">
          {row.seller === null ? t(texts.noSeller) : <Foreign text={row.seller} />}
        </Link>
        <span className="l2">
          {row.creditNote && `${t(texts.creditNote)} `}
          {row.invoiceNumber === null ? <Foreign text={row.fileName} /> : <Foreign text={row.invoiceNumber} />}
          {` · ${row.number}`}
        </span>
      </th>
      <td role="cell" className="kern-table__cell num cell-amount">
        {row.gross === null ? (
          <span className="m">–</span>
        ) : (
          formatMoney(owedOf({ ...row, gross: row.gross }), row.currency)
        )}
      </td>
      <td role="cell" className="kern-table__cell cell-unit">
        {row.unit ? `${row.unit.number} ${row.unit.name}` : <span className="m">–</span>}
      </td>
      <td role="cell" className="kern-table__cell cell-status">
        <Status icon={stage.icon} tone={row.delayed ? 'warn' : stage.tone}>
          {t(row.delayed ? texts.delayed : stage.name)}
        </Status>
        <span className="l2 under-status">{t(underStatus(row, now))}</span>
      </td>
    </tr>
  );
}

function underStatus({ stage, stageSince, paperSentAt }: CaseRow, now: Date): Message {
  if (stage !== 'paper') return sinceInWords(stageSince, now);
  return paperSentAt === null ? texts.paperToPrint : texts.paperSent(formatDay(dayOf(paperSentAt)));
}

/** The reason to act now: what must be clarified, else the date on which money is due. */
function WhyNow({ row, today }: { readonly row: CaseRow; readonly today: string }) {
  const { t } = useLanguage();
  const due = dueInWords(row.dueDate, today);
  if (row.reason)
    return (
      <>
        <span className="l1 why-reason">
          <Foreign text={firstSentence(t(row.reason.message))} />
        </span>
        <span className="l2">
          {t(row.gross === null ? texts.received(formatDay(dayOf(row.receivedAt))) : due.text)}
        </span>
      </>
    );
  return (
    <>
      <span className={due.urgency === 'overdue' ? 'l1 b' : 'l1'}>{t(due.text)}</span>
      <span className="l2">{t(texts.received(formatDay(dayOf(row.receivedAt))))}</span>
    </>
  );
}
