import { skontos, type CaseDetail } from '@libs/contracts';
import { Icon } from '../../components/icon';
import { dayOf, distanceInWords, shortDay } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { compare, formatMoney, formatNumber, isAmount, isZero, percentOf } from '../../lib/money';
import { useToday } from '../../lib/use-now';
import { meansName } from './document/codes';
import { texts } from './texts';

const collected = ['31', '49', '59'];

/** Until when something must happen, how it is paid and since when it is here: always at the same place. */
export function DueStrip({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const today = useToday();
  const { invoice, dueDate, issueDate, receivedAt } = detail;
  const open = skontos(invoice?.paymentTerms?.text, issueDate).find(({ until }) => until >= today);
  const means = invoice?.payment.find((one) => one.means)?.means?.text;
  const received = dayOf(receivedAt);
  const payable = invoice?.totals.due?.value;
  return (
    <dl className="facts">
      <Payable detail={detail} />
      {open && (
        <div>
          <dt>
            <Icon name="clock" />
            {t(texts.skonto(formatNumber(open.percent).replace(/,?0+$/, '')))}
          </dt>
          <dd>
            {payable !== undefined &&
              isAmount(payable) &&
              formatMoney(percentOf(payable, open.percent), detail.currency)}{' '}
            <span>{t(texts.until(t(shortDay(open.until, today))))}</span>
          </dd>
        </div>
      )}
      <div>
        <dt>{t(open ? texts.dueNet : texts.due)}</dt>
        <dd>
          {dueDate === null ? (
            <span>{t(texts.noDue)}</span>
          ) : (
            <>
              {t(shortDay(dueDate, today))} <span>{t(distanceInWords(dueDate, today))}</span>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{t(texts.payment)}</dt>
        <dd>
          {means === undefined ? <span>{t(texts.noPayment)}</span> : t(meansName(means))}
          {means !== undefined && collected.includes(means) && <span> · {t(texts.directDebit)}</span>}
        </dd>
      </div>
      {!open && !differs(detail) && (
        <div>
          <dt>{t(texts.received)}</dt>
          <dd>
            {t(shortDay(received, today))} <span>{t(distanceInWords(received, today))}</span>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Whether something else is to be paid than the gross amount: part of it was paid before, or it was rounded. */
function differs({ invoice, gross }: CaseDetail): boolean {
  const due = invoice?.totals.due?.value;
  return gross !== null && due !== undefined && isAmount(due) && compare(due, gross) !== 0;
}

/** The gross amount in the head is coded; what is really to be paid must not be missed beside it. */
function Payable({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const { due, prepaid } = detail.invoice?.totals ?? {};
  if (!differs(detail) || due?.value === undefined) return null;
  return (
    <div>
      <dt>
        <Icon name="info" />
        {t(texts.payable)}
      </dt>
      <dd>
        {formatMoney(due.value, detail.currency)}{' '}
        {prepaid?.value !== undefined && isAmount(prepaid.value) && !isZero(prepaid.value) && (
          <span>{t(texts.prepaid(formatMoney(prepaid.value, detail.currency)))}</span>
        )}
      </dd>
    </div>
  );
}
