import type { InvoiceRecord } from '@libs/contracts';
import { Foreign } from '../../../components/foreign';
import { useLanguage } from '../../../lib/language';
import { isAmount, isZero } from '../../../lib/money';
import { vatName } from './codes';
import { amountText, plainText } from './sheet-lines';
import { paper } from './texts';

type Row = {
  readonly key: string;
  readonly name: string;
  readonly sub?: string;
  readonly amount: string;
  readonly last?: boolean;
};

const said = (amount: { readonly text: string; readonly value?: string | undefined } | undefined): boolean =>
  amount !== undefined && !(isAmount(amount.value ?? '') && isZero(amount.value ?? ''));

/** The stated totals in the order in which one adds them up; nothing is computed here. */
export function SheetTotals({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useLanguage();
  const { totals, allowances, charges, vat, currency } = invoice;

  const rows: Row[] = [];
  if (allowances.length + charges.length > 0 && totals.lineNet)
    rows.push({ key: 'lines', name: t(paper.lineNet), amount: amountText(totals.lineNet) });
  for (const one of allowances)
    rows.push({
      key: one.where,
      name: one.reason?.text ?? t(paper.allowance),
      amount: `−${amountText(one.amount)}`,
    });
  for (const one of charges)
    rows.push({ key: one.where, name: one.reason?.text ?? t(paper.charge), amount: amountText(one.amount) });
  rows.push({ key: 'net', name: t(paper.totalNet), amount: amountText(totals.net) });
  for (const one of vat)
    rows.push({
      key: one.where,
      name: [t(vatName(one.category?.text ?? 'S')), one.rate && `${plainText(one.rate)}\u00a0%`]
        .filter(Boolean)
        .join(' '),
      sub: [t(paper.onBase(amountText(one.base))), one.exemptionReason?.text].filter(Boolean).join(' · '),
      amount: amountText(one.tax),
    });
  rows.push({ key: 'gross', name: t(paper.gross), amount: amountText(totals.gross) });
  if (said(totals.prepaid))
    rows.push({ key: 'prepaid', name: t(paper.prepaid), amount: `−${amountText(totals.prepaid)}` });
  if (said(totals.rounding))
    rows.push({ key: 'rounding', name: t(paper.rounding), amount: amountText(totals.rounding) });
  rows.push({
    key: 'due',
    name: t(paper.payable(currency?.text ?? 'EUR')),
    amount: amountText(totals.due),
    last: true,
  });

  return (
    <table className="paper-totals">
      <tbody>
        {rows.map(({ key, name, sub, amount, last }) => (
          <tr key={key} className={last ? 'paper-due' : undefined}>
            <th scope="row">
              <Foreign text={name} />
              {sub !== undefined && (
                <span className="pm paper-sub">
                  <Foreign text={sub} />
                </span>
              )}
            </th>
            <td className="num">{amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
