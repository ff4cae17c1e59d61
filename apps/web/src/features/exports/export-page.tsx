import type { ExportBatch, Session } from '@libs/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useOutletContext, useSearchParams } from 'react-router';
import { Note, ProblemNote, Waiting } from '../../components/notes';
import { PageHead } from '../../components/page-head';
import { useLanguage } from '../../lib/language';
import { exportList } from '../../lib/queries';
import { hasRole } from '../../lib/session';
import { BatchList } from './batch-list';
import { BlockedList } from './blocked-list';
import { DryRun } from './dry-run';
import { exportPreview, handOver } from './queries';
import { ReadyList } from './ready-list';
import { Stages, stageOf } from './stages';
import { texts } from './texts';

export function ExportPage() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const [params, setParams] = useSearchParams();
  const [until, setUntil] = useState('');
  const [fresh, setFresh] = useState<ExportBatch | null>(null);
  const list = useQuery(exportList());
  // The dry run is for those who hand over; auditors and the cash office see the batches.
  const may = hasRole(useOutletContext<Session>(), 'finance');
  const stage = stageOf(params.get('stand') ?? (may ? null : 'uebergeben'));
  const preview = useQuery({ ...exportPreview(until), enabled: may });
  const whole = useQuery({ ...exportPreview(''), enabled: may });

  const handing = useMutation({
    mutationFn: () => handOver(until),
    onSuccess: (batch) => {
      setFresh(batch);
      setParams({ stand: 'uebergeben' });
      void client.invalidateQueries({ queryKey: ['exports'] });
      void client.invalidateQueries({ queryKey: ['export-preview'] });
      void client.invalidateQueries({ queryKey: ['cases'] });
    },
    onError: () => {
      void client.invalidateQueries({ queryKey: ['export-preview'] });
    },
  });

  const error = list.error ?? preview.error;
  return (
    <>
      <PageHead title={t(texts.title)} />
      {error && (
        <div className="page-note">
          <ProblemNote
            error={error}
            onRetry={() => {
              void list.refetch();
              void preview.refetch();
            }}
          />
        </div>
      )}
      {!list.data && !error && <Waiting>{t(texts.loading)}</Waiting>}
      {list.data && <Stages current={stage} list={list.data} blocked={whole.data?.blocked} may={may} />}
      {may && stage === 'bereit' && !preview.data && !error && <Waiting>{t(texts.computing)}</Waiting>}
      {stage === 'bereit' && preview.data && (
        <div className="two-col">
          <ReadyList preview={preview.data} until={until} onUntil={setUntil} />
          <DryRun
            preview={preview.data}
            computing={preview.isFetching}
            handing={handing.isPending}
            error={handing.error}
            onAgain={() => {
              void preview.refetch();
            }}
            onHandOver={() => {
              handing.mutate();
            }}
          />
        </div>
      )}
      {stage === 'gesperrt' && whole.data && <BlockedList blocked={whole.data.blocked} />}
      {(stage === 'uebergeben' || stage === 'gebucht') && list.data && (
        <div className="scroll">
          {fresh && stage === 'uebergeben' && (
            <Note kind="ok" role="status">
              {t(texts.handedOverNow(fresh.number))}
            </Note>
          )}
          <BatchList
            may={may}
            batches={list.data.items.filter(({ state }) => (state === 'acknowledged') === (stage === 'gebucht'))}
          />
        </div>
      )}
    </>
  );
}
