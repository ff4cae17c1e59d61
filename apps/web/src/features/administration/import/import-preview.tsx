import type { ImportResult, ImportRow } from '@libs/contracts';
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Button } from '../../../components/button';
import { Foreign } from '../../../components/foreign';
import type { IconName } from '../../../components/icon';
import { Note } from '../../../components/notes';
import { Status } from '../../../components/status';
import { useLanguage } from '../../../lib/language';
import type { Tone } from '../../../lib/stages';
import { stateWords, texts } from './texts';

/** More rows than this nobody reads in one go; the counts stand above them, and what does not fit has a choice of its own. */
const SHOWN = 300;
const states = ['new', 'changed', 'unchanged', 'wrong'] as const;
const looks: Record<ImportRow['state'], readonly [IconName, Tone]> = {
  new: ['plus', 'ok'],
  changed: ['undo', 'act'],
  unchanged: ['minus', 'plain'],
  wrong: ['warn', 'warn'],
};

type ImportPreviewProps = { readonly file: string; readonly result: ImportResult; readonly onApply: () => void };

export function ImportPreview({ file, result, onApply }: ImportPreviewProps) {
  const { t } = useLanguage();
  const { rows, counts, ignored } = result;
  const [filter, setFilter] = useState<ImportRow['state'] | 'all'>(counts.wrong > 0 ? 'wrong' : 'all');
  const wanted = filter === 'all' ? rows : rows.filter(({ state }) => state === filter);
  const effective = counts.new + counts.changed;
  return (
    <section className="panel list" aria-labelledby="h-vorschau">
      <div className="panel-head import-head row">
        <h2 className="h2 grow" id="h-vorschau">
          <Foreign text={t(texts.preview(file))} />
        </h2>
        <ToggleButtonGroup
          className="choice-row"
          aria-label={t(texts.show)}
          disallowEmptySelection
          selectedKeys={[filter]}
          onSelectionChange={([chosen]) => {
            setFilter(states.find((one) => one === chosen) ?? 'all');
          }}
        >
          <ToggleButton id="all" className="chip">
            {t(texts.all)} <b>{rows.length}</b>
          </ToggleButton>
          {states
            .filter((state) => counts[state] > 0)
            .map((state) => (
              <ToggleButton key={state} id={state} className="chip">
                {t(stateWords[state])} <b>{counts[state]}</b>
              </ToggleButton>
            ))}
        </ToggleButtonGroup>
      </div>
      {ignored.length > 0 && (
        <p className="panel-text s m">
          <Foreign text={t(texts.ignored(ignored.join(', ')))} />
        </p>
      )}
      <RowsTable rows={wanted.slice(0, SHOWN)} />
      {wanted.length > SHOWN && <p className="tw-more s m">{t(texts.shown(String(SHOWN), String(wanted.length)))}</p>}
      <div className="import-foot">
        {counts.wrong > 0 ? (
          <Note kind="warn" tinted role="status">
            {t(texts.wrongWhat(String(counts.wrong), String(rows.length)))}
          </Note>
        ) : effective === 0 ? (
          <p className="m">{t(texts.nothing)}</p>
        ) : (
          <Button kind="primary" icon="okc" onClick={onApply}>
            {t(texts.apply(String(effective)))}
          </Button>
        )}
      </div>
    </section>
  );
}

function RowsTable({ rows }: { readonly rows: readonly ImportRow[] }) {
  const { t } = useLanguage();
  return (
    <table className="kern-table import-rows" role="table">
      <caption className="sr">{t(texts.caption)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[texts.line, texts.entry, texts.state, texts.details].map((name) => (
            <th
              key={name.de}
              scope="col"
              role="columnheader"
              className={`kern-table__header${name === texts.line ? ' num' : ''}`}
            >
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ line, name, state, changes, problems }) => (
          <tr key={line} role="row" className="kern-table__row">
            <td role="cell" className="kern-table__cell num cell-line">
              {line}
            </td>
            <th role="rowheader" scope="row" className="kern-table__cell cell-wide">
              <Foreign text={name === '' ? '–' : name} />
            </th>
            <td role="cell" className="kern-table__cell cell-wide">
              <Status icon={looks[state][0]} tone={looks[state][1]}>
                {t(stateWords[state])}
              </Status>
            </td>
            <td role="cell" className="kern-table__cell cell-wide">
              <ul>
                {state === 'new' && <li>{t(texts.made)}</li>}
                {state !== 'wrong' &&
                  changes.map((change) => (
                    <li key={change.de}>
                      <Foreign text={t(change)} />
                    </li>
                  ))}
                {problems.map(({ column, message }) => (
                  <li key={column + message.de}>
                    <span className="b">
                      <Foreign text={column} />:
                    </span>{' '}
                    <Foreign text={t(message)} />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
