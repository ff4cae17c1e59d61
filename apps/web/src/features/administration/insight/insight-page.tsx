import type { RoleGrant, Session, UnitRef } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOutletContext } from 'react-router';
import { Button } from '../../../components/button';
import { ProblemNote, Waiting } from '../../../components/notes';
import { PageHead } from '../../../components/page-head';
import { useLanguage } from '../../../lib/language';
import { sealedUnitsOf } from '../../../lib/session';
import { EndRoleSheet } from '../end-role-sheet';
import { GrantsTable } from '../grants-table';
import { insights } from '../queries';
import { texts as common } from '../texts';
import { GiveInsightSheet } from './give-insight-sheet';
import { texts } from './texts';

/** The people of a sealed unit let auditors look in, and see who may. */
export function InsightPage() {
  const { t } = useLanguage();
  const units = sealedUnitsOf(useOutletContext<Session>());
  return (
    <>
      <PageHead title={t(texts.title)} />
      <div className="scroll">
        <p className="m prose">{t(texts.what)}</p>
        {units.map((unit) => (
          <UnitInsights key={unit.id} unit={unit} />
        ))}
      </div>
    </>
  );
}

function UnitInsights({ unit }: { readonly unit: UnitRef }) {
  const { t } = useLanguage();
  const { data, error } = useQuery(insights(unit.id));
  const [giving, setGiving] = useState(false);
  const [ending, setEnding] = useState<RoleGrant | null>(null);
  const name = `${unit.number} ${unit.name}`;
  const heading = `h-einsicht-${unit.id}`;
  return (
    <section className="panel list" aria-labelledby={heading}>
      <div className="panel-head row">
        <h2 className="h2 grow" id={heading}>
          {t(texts.heading(name))}
        </h2>
        <Button
          kind="primary"
          icon="plus"
          disabled={!data || data.auditors.length === 0}
          onClick={() => {
            setGiving(true);
          }}
        >
          {t(texts.give)}
        </Button>
      </div>
      {error && <ProblemNote error={error} />}
      {!data && !error && <Waiting>{t(common.loading)}</Waiting>}
      {data?.items.length === 0 && (
        <div className="panel-text">
          <p className="b">{t(texts.empty)}</p>
          <p className="m">{t(data.auditors.length === 0 ? texts.noAuditors : texts.emptyWhat)}</p>
        </div>
      )}
      {data?.items.map((grant) => (
        <div key={grant.id}>
          <p className="panel-text b">{grant.holder.name}</p>
          <GrantsTable
            grants={[grant]}
            receiver={{ kind: 'person', id: grant.holder.id, name: grant.holder.name }}
            onEnd={grant.state === 'past' ? undefined : setEnding}
          />
        </div>
      ))}
      {giving && data && (
        <GiveInsightSheet
          unit={unit}
          auditors={data.auditors}
          onClose={() => {
            setGiving(false);
          }}
        />
      )}
      {ending && (
        <EndRoleSheet
          grant={ending}
          onClose={() => {
            setEnding(null);
          }}
        />
      )}
    </section>
  );
}
