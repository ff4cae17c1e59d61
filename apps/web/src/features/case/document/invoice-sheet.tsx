import type { InvoiceRecord } from '@libs/contracts';
import { Foreign } from '../../../components/foreign';
import { formatDay } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { typeName } from './codes';
import { SheetLines } from './sheet-lines';
import { SheetParties } from './sheet-parties';
import { SheetPayment } from './sheet-payment';
import { SheetTotals } from './sheet-totals';
import { paper, texts } from './texts';

/** The invoice as a page that people can read, every value as it was written. */
export function InvoiceSheet({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useLanguage();
  const code = invoice.typeCode?.text ?? (invoice.syntax === 'ubl-creditnote' ? '381' : '380');
  const notes = invoice.notes.flatMap(({ text }) => (text ? [text.text] : []));
  return (
    <article className="paper" aria-label={t(texts.paper)}>
      <SheetParties invoice={invoice} />
      <h2 className="paper-title">{t(typeName(code))}</h2>
      {invoice.precedingInvoices.map((earlier) => (
        <p key={earlier.where} className="pm">
          {t(paper.preceding)} <Foreign text={earlier.number?.text ?? ''} />
          {earlier.date && ` · ${formatDay(earlier.date.iso ?? earlier.date.text)}`}
        </p>
      ))}
      <SheetLines invoice={invoice} />
      <SheetTotals invoice={invoice} />
      {notes.length > 0 && (
        <section className="paper-part">
          <h3>{t(paper.notes)}</h3>
          {notes.map((note, index) => (
            <p key={index} className="paper-text">
              <Foreign text={note} />
            </p>
          ))}
        </section>
      )}
      <SheetPayment invoice={invoice} />
    </article>
  );
}
