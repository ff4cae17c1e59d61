import { ExportBatch } from '@libs/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { Foreign } from '../../components/foreign';
import { ProblemNote, Waiting } from '../../components/notes';
import { Sheet } from '../../components/sheet';
import { change, statusOf } from '../../lib/api';
import { visible } from '../../lib/foreign-text';
import { useLanguage } from '../../lib/language';
import { formatMoney } from '../../lib/money';
import { exportBatch } from '../../lib/queries';
import { texts } from './texts';

type AcknowledgeSheetProps = { readonly id: string; readonly number: string; readonly onClose: () => void };

/** Closes a batch: all taken over, except what the accounts refused, each with its reason. */
export function AcknowledgeSheet({ id, number, onClose }: AcknowledgeSheetProps) {
  const { t } = useLanguage();
  const client = useQueryClient();
  const { data: batch, error: loadError } = useQuery(exportBatch(id));
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const [tried, setTried] = useState(false);
  const incomplete = [...refused.values()].some((reason) => reason.trim() === '');

  const mutation = useMutation({
    mutationFn: () =>
      change('POST', ExportBatch, `/exports/${id}/acknowledgements`, {
        ...(batch && { version: batch.version }),
        body: { refused: [...refused].map(([caseId, reason]) => ({ caseId, reason: reason.trim() })) },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['exports'] });
      void client.invalidateQueries({ queryKey: ['cases'] });
      onClose();
    },
    onError: (error) => {
      if (statusOf(error) === 409) void client.invalidateQueries({ queryKey: ['exports'] });
    },
  });

  const set = (caseId: string, reason: string | null): void => {
    const next = new Map(refused);
    if (reason === null) next.delete(caseId);
    else next.set(caseId, reason);
    setRefused(next);
  };

  return (
    <Sheet title={t(texts.acknowledgeTitle(number))} onClose={onClose} dismissable={!mutation.isPending}>
      <p className="m">{t(texts.acknowledgeWhat)}</p>
      {loadError && <ProblemNote error={loadError} />}
      {!batch && !loadError && <Waiting>{t(texts.loading)}</Waiting>}
      <ul className="refusals">
        {batch?.positions.map(({ caseId, caseNumber, seller, invoiceNumber, gross, currency }) => {
          const name = visible(seller ?? caseNumber);
          const reason = refused.get(caseId);
          return (
            <li key={caseId}>
              <label className="check">
                <input
                  type="checkbox"
                  className="cb"
                  checked={reason !== undefined}
                  onChange={({ target }) => {
                    set(caseId, target.checked ? '' : null);
                  }}
                />
                <span className="grow">
                  {t(texts.refused(name))}
                  <span className="s m file-more">
                    <Foreign text={invoiceNumber ?? caseNumber} /> · {formatMoney(gross, currency)}
                  </span>
                </span>
              </label>
              {reason !== undefined && (
                <TextField
                  label={t(texts.refusedReason)}
                  suffix={name}
                  value={reason}
                  maxLength={500}
                  error={tried && reason.trim() === '' ? t(texts.reasonMissing) : undefined}
                  onChange={({ target }) => {
                    set(caseId, target.value);
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {mutation.error !== null && <ProblemNote error={mutation.error} />}
      <div className="sheet-acts">
        <Button
          kind="primary"
          wide
          busy={mutation.isPending}
          onClick={() => {
            setTried(true);
            if (!incomplete && batch) mutation.mutate();
          }}
        >
          {t(mutation.isPending ? texts.storing : texts.acknowledgeNow)}
        </Button>
        <Button kind="tertiary" onClick={onClose} disabled={mutation.isPending}>
          {t(texts.cancel)}
        </Button>
      </div>
    </Sheet>
  );
}
