import { useCallback, useState } from 'react';
import { Document, Page, pdfjs } from 'react-pdf';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import 'react-pdf/dist/Page/TextLayer.css';
import { IconButton } from '../../../components/button';
import { Note, Waiting } from '../../../components/notes';
import { useLanguage } from '../../../lib/language';
import { texts } from './texts';

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

// Everything pdf.js needs lies on our own origin. WebAssembly would need an exception in the content security policy.
const options = {
  cMapUrl: '/pdf/cmaps/',
  standardFontDataUrl: '/pdf/standard_fonts/',
  wasmUrl: '/pdf/wasm/',
  iccUrl: '/pdf/iccs/',
  useWasm: false,
};
const ZOOM = [1, 1.25, 1.5, 2, 3] as const;

/** One page at a time, as wide as its pane; links and scripts of the foreign file are not brought to life. */
export default function PdfView({ file }: { readonly file: Blob }) {
  const { t } = useLanguage();
  const [pages, setPages] = useState(0);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(0);
  const [width, setWidth] = useState(600);
  const [locked, setLocked] = useState(false);

  const measure = useCallback((element: HTMLDivElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  const broken = (
    <Note kind="warn" role="status">
      {t(texts.pdfBroken)}
    </Note>
  );
  if (locked)
    return (
      <Note kind="warn" role="status">
        {t(texts.pdfLocked)}
      </Note>
    );
  return (
    <div className="pdf" ref={measure}>
      {pages > 0 && (
        <div className="pdf-bar" role="group" aria-label={t(texts.pdfPages)}>
          <IconButton
            name="chevron-left"
            label={t(texts.previousPage)}
            disabled={page <= 1}
            onClick={() => {
              setPage(page - 1);
            }}
          />
          <span className="s" role="status">
            {t(texts.page(page, pages))}
          </span>
          <IconButton
            name="chevron-right"
            label={t(texts.nextPage)}
            disabled={page >= pages}
            onClick={() => {
              setPage(page + 1);
            }}
          />
          <span className="grow" />
          <IconButton
            name="minus"
            label={t(texts.smaller)}
            disabled={zoom === 0}
            onClick={() => {
              setZoom(zoom - 1);
            }}
          />
          <IconButton
            name="plus"
            label={t(texts.larger)}
            disabled={zoom === ZOOM.length - 1}
            onClick={() => {
              setZoom(zoom + 1);
            }}
          />
        </div>
      )}
      <div className="pdf-page" tabIndex={0} role="region" aria-label={t(texts.page(page, Math.max(pages, 1)))}>
        <Document
          file={file}
          options={options}
          // Suspended, the page would forget what is told to it meanwhile: that there is a password, for one.
          suspense={false}
          loading={<Waiting>{t(texts.drawing)}</Waiting>}
          error={broken}
          // Without this the library asks for the password in a dialog of the browser that nobody expects here.
          onPassword={() => {
            setLocked(true);
          }}
          onLoadSuccess={({ numPages }) => {
            setPages(numPages);
          }}
        >
          <Page
            pageNumber={page}
            width={Math.min(width, 900) * (ZOOM[zoom] ?? 1)}
            renderAnnotationLayer={false}
            suspense={false}
            loading={<Waiting>{t(texts.drawing)}</Waiting>}
            error={broken}
          />
        </Document>
      </div>
    </div>
  );
}
