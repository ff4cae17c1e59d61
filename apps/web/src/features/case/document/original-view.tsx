import type { CaseDocument } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Foreign } from '../../../components/foreign';
import { Note, ProblemNote, Waiting } from '../../../components/notes';
import { BASE, getBytes } from '../../../lib/api';
import { useLanguage } from '../../../lib/language';
import { decodeXml, SHOWN } from './decode-xml';
import { texts } from './texts';

// pdf.js is large: whoever reads XML never loads it.
const PdfView = lazy(() => import('./pdf-view').catch(() => ({ default: Outdated })));

/** After an update the parts of the former build are gone; the open page must not vanish with them. */
function Outdated() {
  const { t } = useLanguage();
  return (
    <Note kind="warn" role="status">
      {t(texts.outdated)}
    </Note>
  );
}

export const originalUrl = (id: string): string => `${BASE}/documents/${id}/original`;

export function OriginalView({ document }: { readonly document: CaseDocument }) {
  const { t } = useLanguage();
  const isText = document.kind === 'xml' || /[/+]xml$|^text\//.test(document.mediaType);
  const isPdf = document.mediaType === 'application/pdf' || document.kind.endsWith('pdf');
  if (document.kind === 'image')
    return <img className="picture" src={originalUrl(document.id)} alt={t(texts.pictureOf(document.fileName))} />;
  if (!isText && !isPdf) return <Note kind="info">{t(texts.noView)}</Note>;
  return <Fetched document={document} as={isText ? 'text' : 'pdf'} />;
}

function Fetched({ document, as }: { readonly document: CaseDocument; readonly as: 'text' | 'pdf' }) {
  const { t } = useLanguage();
  const { data, error, refetch } = useQuery({
    // The bytes of an original never change.
    queryKey: ['original', document.id],
    queryFn: ({ signal }) => getBytes(`/documents/${document.id}/original`, signal),
    staleTime: Infinity,
    gcTime: 60_000,
  });
  if (error)
    return (
      <ProblemNote
        error={error}
        onRetry={() => {
          void refetch();
        }}
      />
    );
  if (!data) return <Waiting>{t(texts.loading)}</Waiting>;
  if (as === 'text') return <XmlText file={data} name={document.fileName} id={document.id} />;
  return (
    <Suspense fallback={<Waiting>{t(texts.loading)}</Waiting>}>
      <PdfView key={document.id} file={data} />
    </Suspense>
  );
}

/** The original as text, never as markup: nothing in it can act. */
function XmlText({ file, name, id }: { readonly file: Blob; readonly name: string; readonly id: string }) {
  const { t } = useLanguage();
  const { data: text } = useQuery({
    queryKey: ['original-text', id],
    queryFn: () => decodeXml(file),
    staleTime: Infinity,
    gcTime: 60_000,
  });
  if (text === undefined) return <Waiting>{t(texts.loading)}</Waiting>;
  return (
    <div className="xml">
      {file.size > SHOWN && <Note kind="info">{t(texts.cut('400\u00a0KB'))}</Note>}
      <pre tabIndex={0} aria-label={name}>
        <Foreign text={text} />
      </pre>
    </div>
  );
}
