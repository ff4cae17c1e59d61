import type { Unit } from '@libs/contracts';
import { Button } from '../../../components/button';
import { Foreign } from '../../../components/foreign';
import { Status } from '../../../components/status';
import { useLanguage } from '../../../lib/language';
import { texts } from './texts';
import { branches } from './unit-tree';

type UnitsTableProps = {
  readonly units: readonly Unit[];
  readonly onEdit: (unit: Unit) => void;
  readonly onUnseal: (unit: Unit) => void;
};

/** The tree as a table: indented for the eye, "unter 40" for the ear. */
export function UnitsTable({ units, onEdit, onUnseal }: UnitsTableProps) {
  const { t } = useLanguage();
  return (
    <table className="kern-table units" role="table">
      <caption className="sr">{t(texts.caption)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[texts.unit, texts.leitwegId, texts.state, texts.act].map((name) => (
            <th key={name.de} scope="col" role="columnheader" className="kern-table__header">
              {name === texts.act ? <span className="sr">{t(name)}</span> : t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {branches(units).map(({ unit, depth, parent }) => (
          <tr key={unit.id} role="row" className="kern-table__row">
            <th role="rowheader" scope="row" className={`kern-table__cell cell-wide depth-${Math.min(depth, 4)}`}>
              <span className="unit-number">{unit.number}</span> <Foreign text={unit.name} />
              {parent && <span className="sr">, {t(texts.below(parent.number))}</span>}
            </th>
            <td role="cell" className="kern-table__cell cell-wide nw">
              {unit.leitwegId ?? <span className="m">–</span>}
            </td>
            <td role="cell" className="kern-table__cell cell-wide">
              <span className="marks">
                <Status icon={unit.live ? 'okc' : 'pause'} tone={unit.live ? 'ok' : 'plain'}>
                  {t(unit.live ? texts.live : texts.notLive)}
                </Status>
                {unit.sealed && (
                  <Status icon="lock" tone="info">
                    {t(texts.sealed)}
                  </Status>
                )}
              </span>
            </td>
            <td role="cell" className="kern-table__cell num cell-act">
              {unit.sealed && (
                <Button
                  kind="tertiary"
                  aria-label={`${t(texts.unseal)} ${unit.number}`}
                  onClick={() => {
                    onUnseal(unit);
                  }}
                >
                  {t(texts.unseal)}
                </Button>
              )}
              <Button
                kind="tertiary"
                aria-label={`${t(texts.edit)} ${unit.number}`}
                onClick={() => {
                  onEdit(unit);
                }}
              >
                {t(texts.edit)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
