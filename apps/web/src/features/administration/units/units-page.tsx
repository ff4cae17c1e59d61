import type { Unit } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../components/button';
import { Note, ProblemNote, Waiting } from '../../../components/notes';
import { PageHead } from '../../../components/page-head';
import { useLanguage } from '../../../lib/language';
import { units } from '../../../lib/queries';
import { Empty } from '../empty';
import { texts as common } from '../texts';
import { texts } from './texts';
import { UnitSheet } from './unit-sheet';
import { UnitsTable } from './units-table';
import { UnsealSheet } from './unseal-sheet';

type Open = { readonly kind: 'add' } | { readonly kind: 'edit' | 'unseal'; readonly unit: Unit };

export function UnitsPage() {
  const { t } = useLanguage();
  const { data, error } = useQuery(units());
  const [open, setOpen] = useState<Open | null>(null);
  const [proposed, setProposed] = useState<string | null>(null);
  const close = (): void => {
    setOpen(null);
  };
  const add = (): void => {
    setOpen({ kind: 'add' });
  };
  return (
    <>
      <PageHead title={t(texts.title)}>
        <Link to="/verwaltung/import?art=units" className="kern-btn kern-btn--tertiary">
          <span className="kern-label">{t(texts.import)}</span>
        </Link>
        <Button kind="primary" icon="plus" onClick={add}>
          {t(texts.add)}
        </Button>
      </PageHead>
      {error && (
        <div className="page-note">
          <ProblemNote error={error} />
        </div>
      )}
      {proposed !== null && (
        <div className="page-note">
          <Note kind="ok" role="status">
            {t(texts.proposed(proposed))}
          </Note>
        </div>
      )}
      {!data && !error && <Waiting>{t(common.loading)}</Waiting>}
      {data && (
        <div className="tw panel">
          {data.length === 0 ? (
            <Empty icon="tree" title={texts.empty} what={texts.emptyWhat}>
              <Button onClick={add}>{t(texts.add)}</Button>
            </Empty>
          ) : (
            <UnitsTable
              units={data}
              onEdit={(unit) => {
                setOpen({ kind: 'edit', unit });
              }}
              onUnseal={(unit) => {
                setOpen({ kind: 'unseal', unit });
              }}
            />
          )}
        </div>
      )}
      {data && (open?.kind === 'add' || open?.kind === 'edit') && (
        <UnitSheet units={data} unit={open.kind === 'edit' ? open.unit : undefined} onClose={close} />
      )}
      {open?.kind === 'unseal' && <UnsealSheet unit={open.unit} onClose={close} onDone={setProposed} />}
    </>
  );
}
