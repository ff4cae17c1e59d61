import { useEffect, useRef, useState, type DragEvent } from 'react';
import { Button } from '../../components/button';
import { Icon } from '../../components/icon';
import { useLanguage } from '../../lib/language';
import { texts } from './texts';
import { UploadLine } from './upload-line';
import { addFiles, useUploads } from './uploads';

export function UploadPanel() {
  const { t } = useLanguage();
  const uploads = useUploads();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  usePaste();

  const done = uploads.filter(({ state }) => state.kind === 'received' || state.kind === 'failed').length;
  const allow = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      className={over ? 'panel upload upload--over' : 'panel upload'}
      aria-label={t(texts.uploading)}
      onDragEnter={allow}
      onDragOver={allow}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        addFiles([...event.dataTransfer.files]);
      }}
    >
      <div className="upload-head">
        <Icon name="upload" tone="act" />
        <span className="grow">
          <b className="b">{t(over ? texts.dropNow : texts.drop)}</b> <span className="m">{t(texts.kinds)}</span>
        </span>
        <span className="s m" role="status">
          {uploads.length > 0 && t(texts.progress(done, uploads.length))}
        </span>
        <Button icon="folder" onClick={() => chooser.current?.click()}>
          {t(texts.choose)}
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          className="sr"
          tabIndex={-1}
          aria-label={t(texts.choose)}
          onChange={({ target }) => {
            addFiles([...(target.files ?? [])]);
            // The same file may be chosen again.
            target.value = '';
          }}
        />
      </div>
      {uploads.length > 0 && (
        <ul>
          {uploads.map((upload) => (
            <UploadLine key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
    </section>
  );
}

function usePaste(): void {
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent): void => {
      if (clipboardData && clipboardData.files.length > 0) addFiles([...clipboardData.files]);
    };
    // A file dropped beside the panel must not replace the page.
    const keep = (event: globalThis.DragEvent): void => {
      event.preventDefault();
    };
    document.addEventListener('paste', paste);
    document.addEventListener('dragover', keep);
    document.addEventListener('drop', keep);
    return () => {
      document.removeEventListener('paste', paste);
      document.removeEventListener('dragover', keep);
      document.removeEventListener('drop', keep);
    };
  }, []);
}
