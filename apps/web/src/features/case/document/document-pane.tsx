import type { CaseDetail, CaseDocument } from '@libs/contracts';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Icon } from '../../../components/icon';
import { Note } from '../../../components/notes';
import { visible } from '../../../lib/foreign-text';
import { useLanguage } from '../../../lib/language';
import { profileName } from './codes';
import { DamagedNotes } from './damaged-notes';
import { InvoiceSheet } from './invoice-sheet';
import { OriginalView, originalUrl } from './original-view';
import { texts } from './texts';

const READABLE = 'readable';

/** The document beside the data: readable first, the original one press away. */
export function DocumentPane({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const { documents, invoice, report } = detail;
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? (invoice ? READABLE : (documents[0]?.id ?? null));
  const document = documents.find(({ id }) => id === shown) ?? documents[0];
  const hybrid = documents.some(({ kind }) => kind === 'hybrid-pdf');

  return (
    <section className="doc" aria-label={t(texts.document)}>
      <div className="doc-bar">
        <span className="b ell">
          {invoice ? profileName(report?.profile ?? null, invoice.specification?.text, hybrid) : t(texts.document)}
        </span>
        <span className="grow" />
        <ToggleButtonGroup
          className="choice-row"
          aria-label={t(texts.views)}
          disallowEmptySelection
          selectedKeys={shown === null ? [] : [shown]}
          onSelectionChange={([key]) => {
            setChosen(String(key));
          }}
        >
          {invoice && (
            <ToggleButton id={READABLE} className="chip">
              {t(texts.readable)}
            </ToggleButton>
          )}
          {documents.map((one, index) => (
            <ToggleButton key={one.id} id={one.id} className="chip">
              {index === 0 ? `${t(texts.original)} (${formatOf(one)})` : visible(one.fileName)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        {document && (
          <a
            className="icon-btn"
            href={originalUrl(document.id)}
            download={document.fileName}
            aria-label={t(texts.download(visible(document.fileName)))}
            title={t(texts.download(visible(document.fileName)))}
          >
            <Icon name="download" />
          </a>
        )}
      </div>
      <div className="doc-stage" tabIndex={0} role="region" aria-label={t(texts.views)}>
        <DamagedNotes documents={documents} />
        {!document && <Note kind="info">{t(texts.nothing)}</Note>}
        {shown === READABLE && invoice && <InvoiceSheet invoice={invoice} />}
        {shown !== READABLE && document && (
          <div className="doc-original">
            {!invoice && <Note kind="info">{t(texts.noInvoice)}</Note>}
            {document.damagedAt === null && <OriginalView document={document} />}
          </div>
        )}
      </div>
    </section>
  );
}

function formatOf({ kind, fileName }: CaseDocument): string {
  if (kind === 'xml') return 'XML';
  if (kind === 'hybrid-pdf' || kind === 'plain-pdf') return 'PDF';
  return visible(fileName.split('.').at(-1) ?? '').toUpperCase();
}
