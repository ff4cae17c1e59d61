import type { CaseDetail } from '@libs/contracts';
import { Foreign } from '../../components/foreign';
import { Icon } from '../../components/icon';
import { visible } from '../../lib/foreign-text';
import { useLanguage } from '../../lib/language';
import { originalUrl } from './document/original-view';
import { texts } from './texts';

/** Every file of the case, and what the invoice carries inside or points to. */
export function AttachmentsSection({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const supporting = detail.invoice?.supportingDocuments ?? [];
  return (
    <section id="unterlagen" aria-labelledby="h-unterlagen">
      <h2 className="h2 sec-title" id="h-unterlagen">
        {t(texts.attachments)}
      </h2>
      <ul className="files">
        {detail.documents.map((document) => (
          <li key={document.id}>
            <Icon name="doc" />
            <span className="grow">
              <Foreign text={document.fileName} />
              <span className="s m file-more">{t(texts.arrival(detail.arrival.number))}</span>
              {document.damagedAt !== null && (
                <span className="s file-more t-danger">
                  <Icon name="stop" size="s" tone="danger" /> {t(texts.damaged)}
                </span>
              )}
            </span>
            <a
              className="icon-btn"
              href={originalUrl(document.id)}
              download={document.fileName}
              aria-label={t(texts.download(visible(document.fileName)))}
              title={t(texts.download(visible(document.fileName)))}
            >
              <Icon name="download" />
            </a>
          </li>
        ))}
        {supporting.map(({ where, id, description, uri, attachment }) => (
          <li key={where}>
            <Icon name={attachment ? 'clip' : 'link'} />
            <span className="grow">
              <Foreign text={attachment?.fileName ?? description?.text ?? uri?.text ?? id?.text ?? '–'} />
              <span className="s m file-more">
                {attachment?.fileName !== undefined && description && (
                  <>
                    <Foreign text={description.text} />
                    {' · '}
                  </>
                )}
                {t(attachment ? texts.embedded : texts.linked)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
