import type { CaseRow } from '@libs/contracts';
import { useRef, useState } from 'react';
import { useLanguage } from '../../lib/language';
import { useKeys } from '../../lib/use-keys';
import { useNow } from '../../lib/use-now';
import { texts } from './texts';
import { WorklistRow } from './worklist-row';

/** A table at the desk, cards on the phone: the roles are explicit because `display: grid` takes them away. */
export function WorklistTable({ rows }: { readonly rows: readonly CaseRow[] }) {
  const { t } = useLanguage();
  const now = useNow();
  const body = useRef<HTMLTableSectionElement>(null);
  const [current, setCurrent] = useState<string | null>(null);

  const step = (by: 1 | -1) => (): void => {
    const at = rows.findIndex(({ id }) => id === current);
    const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
    body.current?.querySelectorAll<HTMLElement>('a.row-link')[next]?.focus();
  };
  useKeys({ j: step(1), ArrowDown: step(1), k: step(-1), ArrowUp: step(-1) });

  return (
    <table className="kern-table" role="table">
      <caption className="sr">{t(texts.caption)}</caption>
      <colgroup>
        <col className="col-why" />
        <col />
        <col className="col-amount" />
        <col className="col-unit" />
        <col className="col-status" />
      </colgroup>
      <thead role="rowgroup">
        <tr role="row">
          {[texts.why, texts.supplier, texts.amount, texts.unit, texts.status].map((name) => (
            <th
              key={name.de}
              role="columnheader"
              scope="col"
              className={name === texts.amount ? 'kern-table__header num' : 'kern-table__header'}
            >
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body}>
        {rows.map((row) => (
          <WorklistRow
            key={row.id}
            row={row}
            now={now}
            current={row.id === current}
            onFocus={() => {
              setCurrent(row.id);
            }}
          />
        ))}
      </tbody>
    </table>
  );
}
