import type { InvoiceRecord, Message } from '@libs/contracts';
import { Foreign } from '../../../components/foreign';
import { useLanguage } from '../../../lib/language';
import { meansName } from './codes';
import { paper } from './texts';

type Row = readonly [name: Message, value: string | undefined];

/** "DE18 3708 …": the way people compare account numbers. */
export const groupIban = (iban: string): string => iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');

/** The machine's form of a cash discount ("#SKONTO#TAGE=14#PROZENT=2.00#") in words; all other text stays as written. */
function readableTerms(terms: string, words: (days: string, percent: string) => string): string {
  return terms.replace(
    /#SKONTO#TAGE=(\d{1,3})#PROZENT=(\d{1,2}\.\d{2})#(?!BASISBETRAG)/g,
    (_whole, days: string, percent: string) => words(days, percent.replace('.', ',')),
  );
}

function rowsOf(payment: InvoiceRecord['payment'][number]): readonly Row[] {
  return [
    ...payment.transfers.flatMap((transfer): readonly Row[] => [
      [paper.iban, transfer.account && groupIban(transfer.account.text)],
      [paper.bic, transfer.bic?.text],
      [paper.holder, transfer.accountName?.text],
    ]),
    [paper.remittance, payment.remittance?.text],
    [paper.mandate, payment.directDebit?.mandate?.text],
    [paper.debited, payment.directDebit?.debitedAccount && groupIban(payment.directDebit.debitedAccount.text)],
  ];
}

export function SheetPayment({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useLanguage();
  const { seller, paymentTerms, payment } = invoice;
  const identity: readonly Row[] = [
    [paper.vatId, seller?.vatId?.text],
    [paper.taxNumber, seller?.taxNumber?.text],
    [paper.register, seller?.legalId?.text],
  ];
  return (
    <footer className="paper-part paper-foot">
      <h3>{t(paper.payment)}</h3>
      {paymentTerms && (
        <p className="paper-text">
          <Foreign text={readableTerms(paymentTerms.text, (days, percent) => t(paper.skonto(days, percent)))} />
        </p>
      )}
      {payment.map((one) => (
        <div key={one.where}>
          <p>{one.means ? t(meansName(one.means.text)) : one.meansText && <Foreign text={one.meansText.text} />}</p>
          <Rows rows={rowsOf(one)} />
        </div>
      ))}
      <Rows rows={identity} />
      {seller?.legalInfo && (
        <p className="pm paper-text">
          <Foreign text={seller.legalInfo.text} />
        </p>
      )}
    </footer>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useLanguage();
  return (
    <dl className="paper-pairs">
      {rows.map(
        ([name, value], index) =>
          value !== undefined && (
            <div key={index}>
              <dt className="pm">{t(name)}</dt>
              <dd>
                <Foreign text={value} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
