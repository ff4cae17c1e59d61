import type { InvoiceRecord } from '@libs/contracts';
import { Foreign } from '../../../components/foreign';
import { formatDay } from '../../../lib/dates';
import { useLanguage } from '../../../lib/language';
import { paper } from './texts';

type Party = NonNullable<InvoiceRecord['seller']>;
type Dated = InvoiceRecord['issueDate'];

/** Street, then postcode and town, then country, as far as they stand there. */
function addressLines(address: Party['address']): readonly string[] {
  if (!address) return [];
  const { line1, line2, line3, postCode, city, country } = address;
  const town = [postCode?.text, city?.text].filter(Boolean).join(' ');
  const abroad = country && country.text !== 'DE' ? country.text : undefined;
  return [line1?.text, line2?.text, line3?.text, town, abroad].flatMap((line) => (line ? [line] : []));
}

const dayText = (date: Dated): string | undefined => (date ? formatDay(date.iso ?? date.text) : undefined);

function periodText(period: InvoiceRecord['period']): string | undefined {
  if (!period) return undefined;
  const [start, end] = [dayText(period.start), dayText(period.end)];
  return start !== undefined && end !== undefined ? `${start} – ${end}` : (start ?? end);
}

export function SheetParties({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { seller, buyer } = invoice;
  return (
    <>
      <header className="paper-head">
        <div>
          <p className="paper-seller">
            <Foreign text={seller?.name?.text ?? '–'} />
          </p>
          {seller?.tradingName && seller.tradingName.text !== seller.name?.text && (
            <p className="pm">
              <Foreign text={seller.tradingName.text} />
            </p>
          )}
          <p className="pm">
            <Foreign text={addressLines(seller?.address).join(' · ')} />
          </p>
        </div>
        <Contact contact={seller?.contact} />
      </header>
      <div className="paper-cols">
        <address className="paper-buyer">
          <Foreign text={buyer?.name?.text ?? '–'} />
          {[buyer?.contact?.name?.text, ...addressLines(buyer?.address)].map(
            (line, index) =>
              line !== undefined && (
                <span key={index}>
                  <Foreign text={line} />
                </span>
              ),
          )}
        </address>
        <References invoice={invoice} />
      </div>
    </>
  );
}

function Contact({ contact }: { readonly contact: Party['contact'] }) {
  const lines = [contact?.name, contact?.phone, contact?.email].flatMap((leaf) => (leaf ? [leaf.text] : []));
  return (
    <p className="pm paper-contact">
      {lines.map((line, index) => (
        <span key={index}>
          <Foreign text={line} />
        </span>
      ))}
    </p>
  );
}

function References({ invoice }: { readonly invoice: InvoiceRecord }) {
  const { t } = useLanguage();
  const delivery = [invoice.delivery?.name?.text, ...addressLines(invoice.delivery?.address)]
    .filter(Boolean)
    .join(', ');
  const rows = [
    [paper.number, invoice.number?.text ?? t(paper.missing)],
    [paper.date, dayText(invoice.issueDate) ?? t(paper.missing)],
    [paper.due, dayText(invoice.dueDate)],
    [paper.delivered, dayText(invoice.deliveryDate)],
    [paper.period, periodText(invoice.period)],
    [paper.order, invoice.purchaseOrder?.text],
    [paper.contract, invoice.contract?.text],
    [paper.project, invoice.project?.text],
    [paper.buyerReference, invoice.buyerReference?.text],
    [paper.deliveredTo, delivery === '' ? undefined : delivery],
    [paper.payee, invoice.payee?.name?.text],
  ] as const;
  return (
    <dl className="paper-refs">
      {rows.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name.de}>
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
