import type { BudgetLine, CaseDetail, CodingLine } from '@libs/contracts';
import { Foreign } from '../../../components/foreign';
import { Icon } from '../../../components/icon';
import { useLanguage } from '../../../lib/language';
import { formatMoney, isZero } from '../../../lib/money';
import { budgetLineOf } from './edit-lines';
import { FundsBar } from './funds-bar';
import { fundsOf } from './funds';
import { texts } from './texts';

type CodingTableProps = { readonly detail: CaseDetail; readonly budget: readonly BudgetLine[] };

/** The coding to read: where the money goes and what is left there. */
export function CodingTable({ detail, budget }: CodingTableProps) {
  const { t } = useLanguage();
  const { lines, sum, rest } = detail.coding;
  if (lines.length === 0) return <p className="m">{t(texts.empty)}</p>;
  return (
    <div>
      <div className="grid">
        <table role="table">
          <caption className="sr">{t(texts.caption)}</caption>
          <colgroup>
            <col className="col-place" />
            <col className="col-account" />
            <col className="col-sum" />
            <col />
          </colgroup>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                {t(texts.budgetLine)}
              </th>
              <th role="columnheader" scope="col">
                {t(texts.account)}
              </th>
              <th role="columnheader" scope="col" className="num">
                {t(texts.amountGross)}
              </th>
              <th role="columnheader" scope="col">
                {t(texts.free)}
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {lines.map((line, index) => (
              <Row key={index} line={line} lines={lines} budget={budget} currency={detail.currency} />
            ))}
          </tbody>
        </table>
      </div>
      {rest !== null && (
        <p className="remainder s">
          <Icon name={isZero(rest) ? 'check' : 'warn'} size="s" tone={isZero(rest) ? 'ok' : 'warn'} />
          {t(
            isZero(rest)
              ? texts.balanced(formatMoney(sum, detail.currency), formatMoney('0', detail.currency))
              : texts.rest(formatMoney(rest, detail.currency)),
          )}
        </p>
      )}
    </div>
  );
}

type RowProps = {
  readonly line: CodingLine;
  readonly lines: readonly CodingLine[];
  readonly budget: readonly BudgetLine[];
  readonly currency: string | null;
};

function Row({ line, lines, budget, currency }: RowProps) {
  const { t } = useLanguage();
  const budgetLine = budgetLineOf(line, budget);
  const tax = line.taxKey === undefined ? undefined : `${t(texts.taxKey)} ${line.taxKey}`;
  return (
    <tr role="row">
      <td role="cell">
        <span className="c">
          <Foreign text={[line.product, budgetLine?.name].filter(Boolean).join(' ') || '–'} />
          <small>
            <Foreign text={line.costCentre ?? ''} />
          </small>
        </span>
      </td>
      <td role="cell">
        <span className="c">
          {line.account}
          <small>
            <Foreign text={[line.text, tax].filter(Boolean).join(' · ')} />
          </small>
        </span>
      </td>
      <td role="cell" className="num">
        <span className="c b">{formatMoney(line.amount, currency)}</span>
      </td>
      <td role="cell">
        <span className="c">{budgetLine ? <FundsBar funds={fundsOf(budgetLine, budget, lines, lines)} /> : '–'}</span>
      </td>
    </tr>
  );
}
