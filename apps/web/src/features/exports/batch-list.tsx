import type { ExportList } from '@libs/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Icon } from '../../components/icon';
import { ProblemNote, Waiting } from '../../components/notes';
import { Status } from '../../components/status';
import { BASE } from '../../lib/api';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/language';
import { formatMoney } from '../../lib/money';
import { exportBatch } from '../../lib/queries';
import { AcknowledgeSheet } from './acknowledge-sheet';
import { Empty } from './empty';
import { PositionTable } from './ready-list';
import { texts } from './texts';

type Batch = ExportList['items'][number];

type BatchListProps = { readonly batches: readonly Batch[]; /** To acknowledge. */ readonly may: boolean };

/** The frozen batches with their files; the checksum stands beside each file for whoever compares it. */
export function BatchList({ batches, may }: BatchListProps) {
  const { t } = useLanguage();
  if (batches.length === 0)
    return (
      <section className="panel" aria-label={t(texts.batches)}>
        <Empty title={texts.emptyBatches} what={texts.emptyBatchesWhat} />
      </section>
    );
  return (
    <ul className="batches">
      {batches.map((batch) => (
        <li key={batch.id} className="panel batch">
          <BatchCard batch={batch} may={may} />
        </li>
      ))}
    </ul>
  );
}

function BatchCard({ batch, may }: { readonly batch: Batch; readonly may: boolean }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [acknowledging, setAcknowledging] = useState(false);
  const { id, number, state, totals, files, createdAt, createdBy, acknowledgedAt, acknowledgedBy } = batch;
  const closed = state === 'acknowledged';
  return (
    <article aria-labelledby={`h-${id}`}>
      <header className="batch-head">
        <h2 className="h2" id={`h-${id}`}>
          {t(texts.batch(number))}
        </h2>
        <Status icon={closed ? 'shield' : 'send'} tone={closed ? 'ok' : 'plain'}>
          {t(closed ? texts.acknowledged : texts.handedOver)}
        </Status>
        <span className="grow" />
        <span className="nw">
          {t(texts.batchSum(totals.cases, totals.rows, formatMoney(totals.gross, totals.currency)))}
        </span>
      </header>
      <p className="s m">
        {t(texts.by(createdBy.name, formatMoment(createdAt)))}
        {acknowledgedAt !== null &&
          ` · ${t(texts.acknowledgedBy(acknowledgedBy?.name ?? '–', formatMoment(acknowledgedAt)))}`}
      </p>
      <ul className="files">
        {files.map((file) => (
          <li key={file.name}>
            <Icon name="doc" />
            <span className="grow">
              <a
                className="link"
                href={`${BASE}/exports/${id}/files/${encodeURIComponent(file.name)}`}
                download={file.name}
                aria-label={t(texts.download(file.name))}
              >
                {file.name}
              </a>
              <span className="s m file-more sha">
                {t(texts.sha)} {file.sha256}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div className="batch-foot">
        <details
          className="more grow"
          onToggle={({ currentTarget }) => {
            setOpen(currentTarget.open);
          }}
        >
          <summary>{t(texts.positions)}</summary>
          {open && <Positions id={id} />}
        </details>
        {may && !closed && (
          <Button
            kind="secondary"
            icon="okc"
            onClick={() => {
              setAcknowledging(true);
            }}
          >
            {t(texts.acknowledge)}
          </Button>
        )}
      </div>
      {acknowledging && (
        <AcknowledgeSheet
          id={id}
          number={number}
          onClose={() => {
            setAcknowledging(false);
          }}
        />
      )}
    </article>
  );
}

function Positions({ id }: { readonly id: string }) {
  const { t } = useLanguage();
  const { data, error } = useQuery(exportBatch(id));
  if (error) return <ProblemNote error={error} />;
  return data ? <PositionTable positions={data.positions} /> : <Waiting>{t(texts.loading)}</Waiting>;
}
