import type { InvoiceRecord } from '@libs/contracts';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Foreign } from '../../../components/foreign';
import { formatDay } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { formatNumber } from '../../../lib/money';
import { unitName } from './codes';
import { paper } from './texts';

type Line = InvoiceRecord['lines'][number];
type Numeric = { readonly text: string; readonly value?: string | undefined };

/** The exact reading where there is one, else the text as it stands. */
export const amountText = (amount: Numeric | undefined): string =>
  amount === undefined ? '–' : formatNumber(amount.value ?? amount.text);
/** Quantities and rates keep the decimals they were written with. */
export const plainText = (number: Numeric): string => formatNumber(number.value ?? number.text, 0);

/** An invoice may have tens of thousands of lines; a page that draws them all answers no key any more. */
const AT_ONCE = 200;

export function SheetLines({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(AT_ONCE);
  const all = invoice.lines.length;
  return (
    <>
      <LinesTable lines={invoice.lines.slice(0, shown)} />
      {shown < all && (
        <p className="paper-more">
          <Button
            onClick={() => {
              setShown(shown + AT_ONCE);
            }}
          >
            {t(paper.moreLines(Math.min(AT_ONCE, all - shown), shown, all))}
          </Button>
        </p>
      )}
    </>
  );
}

function LinesTable({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useLanguage();
  return (
    <table className="paper-lines" role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {t(paper.position)}
          </th>
          <th role="columnheader" scope="col">
            {t(paper.service)}
          </th>
          {[paper.quantity, paper.price, paper.vat, paper.net].map((name) => (
            <th key={name.de} role="columnheader" scope="col" className="num">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {lines.map((line) => (
          <SheetLine key={line.where} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function SheetLine({ line }: { readonly line: Line }) {
  const { t } = useLanguage();
  const { quantity, price, vat } = line;
  const unit = quantity?.unit === undefined ? '' : `\u00a0${t(unitName(quantity.unit))}`;
  const base = price?.baseQuantity;
  return (
    <tr role="row">
      <td role="cell">
        <Foreign text={line.id?.text ?? ''} />
      </td>
      <td role="cell" className="paper-item">
        <ItemText line={line} />
      </td>
      <td role="cell" className="num" data-label={t(paper.quantity)}>
        {quantity ? `${plainText(quantity)}${unit}` : '–'}
      </td>
      <td role="cell" className="num" data-label={t(paper.price)}>
        {amountText(price?.net)}
        {base && plainText(base) !== '1' && <span className="pm paper-sub">{t(paper.per(plainText(base)))}</span>}
      </td>
      <td role="cell" className="num" data-label={t(paper.vat)}>
        {vat?.rate ? `${plainText(vat.rate)}\u00a0%` : (vat?.category?.text ?? '–')}
      </td>
      <td role="cell" className="num" data-label={t(paper.net)}>
        {amountText(line.net)}
      </td>
    </tr>
  );
}

function ItemText({ line }: { readonly line: Line }) {
  const { t } = useLanguage();
  const { item, period } = line;
  const details = [
    item?.description?.text,
    line.note?.text,
    item?.sellerId && t(paper.article(item.sellerId.text)),
    line.orderLine && t(paper.orderLine(line.orderLine.text)),
    period && [period.start, period.end].flatMap((day) => (day ? [formatDay(day.iso ?? day.text)] : [])).join(' – '),
    ...line.allowances.map((one) => `${one.reason?.text ?? t(paper.allowance)}: −${amountText(one.amount)}`),
    ...line.charges.map((one) => `${one.reason?.text ?? t(paper.charge)}: ${amountText(one.amount)}`),
  ];
  return (
    <>
      <Foreign text={item?.name?.text ?? '–'} />
      {details.map(
        (detail, index) =>
          detail !== undefined &&
          detail !== '' && (
            <span key={index} className="pm paper-sub">
              <Foreign text={detail} />
            </span>
          ),
      )}
    </>
  );
}
