import type { OperatedEntity } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Foreign } from '../../components/foreign';
import { ProblemNote, Waiting } from '../../components/notes';
import { PageHead } from '../../components/page-head';
import { useLanguage } from '../../lib/language';
import { FoundSheet } from './found-sheet';
import { operatedEntities } from './queries';
import { texts } from './texts';

export function EntitiesPage() {
  const { t } = useLanguage();
  const [founding, setFounding] = useState(false);
  const { data, error, refetch } = useQuery(operatedEntities());
  return (
    <>
      <PageHead title={t(texts.title)}>
        <Button
          kind="secondary"
          icon="plus"
          onClick={() => {
            setFounding(true);
          }}
        >
          {t(texts.found)}
        </Button>
      </PageHead>
      <div className="scroll">
        <p className="m">{t(texts.what)}</p>
        {error && (
          <ProblemNote
            error={error}
            onRetry={() => {
              void refetch();
            }}
          />
        )}
        {!data && !error && <Waiting>{t(texts.loading)}</Waiting>}
        {data?.length === 0 && (
          <div className="panel empty">
            <h2>{t(texts.none)}</h2>
            <p className="m">{t(texts.noneWhat)}</p>
          </div>
        )}
        {data && data.length > 0 && <EntityTable entities={data} />}
      </div>
      {founding && (
        <FoundSheet
          onClose={() => {
            setFounding(false);
          }}
        />
      )}
    </>
  );
}

function EntityTable({ entities }: { readonly entities: readonly OperatedEntity[] }) {
  const { t } = useLanguage();
  return (
    <div className="panel list">
      <table className="kern-table plain-table" role="table">
        <caption className="sr">{t(texts.title)}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[texts.name, texts.units, texts.people, texts.waiting].map((name) => (
              <th
                key={name.de}
                scope="col"
                role="columnheader"
                className={name === texts.name ? 'kern-table__header' : 'kern-table__header num'}
              >
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {entities.map((entity) => (
            <EntityRow key={entity.id} entity={entity} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EntityRow({ entity }: { readonly entity: OperatedEntity }) {
  const { t } = useLanguage();
  const { name, addresses, units, liveUnits, people, waiting, oldestDueSeconds } = entity;
  return (
    <tr role="row" className="kern-table__row two">
      <th role="rowheader" scope="row" className="kern-table__cell">
        <span className="l1">
          <Foreign text={name} />
        </span>
        <span className="l2">
          <Foreign text={addresses.join(', ')} />
        </span>
      </th>
      <td role="cell" className="kern-table__cell num" data-label={t(texts.units)}>
        <span className="l1">{units}</span>
        <span className="l2">{t(texts.live(liveUnits, units))}</span>
      </td>
      <td role="cell" className="kern-table__cell num" data-label={t(texts.people)}>
        <span className="l1">{people}</span>
      </td>
      <td role="cell" className="kern-table__cell num" data-label={t(texts.waiting)}>
        <span className="l1">{waiting === 0 ? <span className="m">–</span> : waiting}</span>
        <span className="l2">
          {t(waiting === 0 ? texts.nothing : texts.oldest(Math.floor((oldestDueSeconds ?? 0) / 60)))}
        </span>
      </td>
    </tr>
  );
}
