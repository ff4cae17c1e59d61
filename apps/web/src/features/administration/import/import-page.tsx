import { ImportResult, MAX_IMPORT_LENGTH, type ImportKind } from '@libs/contracts';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useSearchParams } from 'react-router';
import { Button } from '../../../components/button';
import { Note, ProblemNote, Waiting } from '../../../components/notes';
import { PageHead } from '../../../components/page-head';
import { change } from '../../../lib/api';
import { useLanguage } from '../../../lib/language';
import { ChangeSheet } from '../change-sheet';
import { ImportPreview } from './import-preview';
import { textOf } from './read-file';
import { examples, texts } from './texts';

type Chosen = { readonly name: string; readonly csv: string };

const look = (kind: ImportKind, csv: string) =>
  change('POST', ImportResult, '/imports', { body: { kind, csv, dryRun: true } });

export function ImportPage() {
  const { t } = useLanguage();
  const [params, setParams] = useSearchParams();
  const kind: ImportKind = params.get('art') === 'units' ? 'units' : 'people';
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const [applying, setApplying] = useState(false);
  const [done, setDone] = useState<ImportResult['counts'] | null>(null);
  const preview = useMutation({ mutationFn: ({ csv }: Chosen) => look(kind, csv) });

  const choose = async (file: File): Promise<void> => {
    const csv = file.size > MAX_IMPORT_LENGTH * 2 ? '' : textOf(new Uint8Array(await file.arrayBuffer()));
    const fits = csv.length <= MAX_IMPORT_LENGTH && file.size <= MAX_IMPORT_LENGTH * 2;
    setTooLarge(!fits);
    setDone(null);
    preview.reset();
    setChosen(fits ? { name: file.name, csv } : null);
    if (fits) preview.mutate({ name: file.name, csv });
  };
  const forget = (): void => {
    setChosen(null);
    setTooLarge(false);
    preview.reset();
  };

  return (
    <>
      <PageHead title={t(texts.title)} />
      <div className="scroll">
        {done && (
          <Note kind="ok" role="status">
            {t(texts.done(String(done.new), String(done.changed)))}
          </Note>
        )}
        <section className="panel form-panel stack" aria-label={t(texts.title)}>
          <div className="row import-head">
            <ToggleButtonGroup
              className="choice-row grow"
              aria-label={t(texts.kind)}
              disallowEmptySelection
              selectedKeys={[kind]}
              onSelectionChange={([next]) => {
                forget();
                setDone(null);
                setParams({ art: next === 'units' ? 'units' : 'people' });
              }}
            >
              {(['people', 'units'] as const).map((one) => (
                <ToggleButton key={one} id={one} className="chip">
                  {t(texts[one])}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
            <FileButton chosen={chosen !== null} onChoose={choose} />
          </div>
          {!chosen && <Explanation kind={kind} />}
          {tooLarge && (
            <Note kind="warn" tinted role="alert">
              {t(texts.tooLarge)}
            </Note>
          )}
          {preview.isPending && <Waiting>{t(texts.reading)}</Waiting>}
          {preview.error !== null && <ProblemNote error={preview.error} />}
        </section>
        {chosen && preview.data && (
          <ImportPreview
            file={chosen.name}
            result={preview.data}
            onApply={() => {
              setApplying(true);
            }}
          />
        )}
      </div>
      {applying && chosen && (
        <ChangeSheet
          title={texts.applyTitle}
          what={texts.applyWhat}
          confirm={texts.applyNow}
          onClose={() => {
            setApplying(false);
          }}
          onDone={({ counts }: ImportResult) => {
            setDone(counts);
            forget();
          }}
          send={(reason) =>
            change('POST', ImportResult, '/imports', { body: { kind, csv: chosen.csv, dryRun: false, reason } })
          }
        />
      )}
    </>
  );
}

function Explanation({ kind }: { readonly kind: ImportKind }) {
  const { t } = useLanguage();
  return (
    <>
      <p className="reading">{t(texts.what)}</p>
      <div>
        <h2 className="h3">{t(texts.columns)}</h2>
        <p className="m reading">{t(kind === 'people' ? texts.columnsPeople : texts.columnsUnits)}</p>
      </div>
      <div>
        <h2 className="h3">{t(texts.example)}</h2>
        <pre className="payload">{examples[kind]}</pre>
      </div>
    </>
  );
}

type FileButtonProps = { readonly chosen: boolean; readonly onChoose: (file: File) => Promise<void> };

function FileButton({ chosen, onChoose }: FileButtonProps) {
  const { t } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const label = t(chosen ? texts.chooseOther : texts.choose);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        className="sr"
        aria-label={label}
        tabIndex={-1}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // the same file again, after it was corrected, is a new choice
          if (file) void onChoose(file).finally(() => (target.value = ''));
        }}
      />
      <Button
        kind={chosen ? 'secondary' : 'primary'}
        icon="upload"
        onClick={() => {
          input.current?.click();
        }}
      >
        {label}
      </Button>
    </>
  );
}
