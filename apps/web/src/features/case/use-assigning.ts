import { AssignedCase, type CaseDetail } from '@libs/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { change, statusOf } from '../../lib/api';

export type Assigning = ReturnType<typeof useAssigning>;

/** The unit being chosen for a case. */
export function useAssigning(detail: CaseDetail) {
  const client = useQueryClient();
  const [unit, setUnit] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [opened, setOpened] = useState(false);
  const mutation = useMutation({
    mutationFn: (chosen: string) =>
      change('POST', AssignedCase, `/cases/${detail.id}/assignment`, {
        body: { unit: chosen },
        version: detail.version,
      }),
    onSuccess: (saved) => {
      setUnit(null);
      setTried(false);
      setOpened(false);
      // a sealed unit closes it to the desk: nothing of it stays in the browser
      if ('sealed' in saved) void client.resetQueries({ queryKey: ['case', detail.id] });
      else client.setQueryData(['case', detail.id], saved);
      void client.invalidateQueries({ queryKey: ['cases'] });
    },
    onError: (error) => {
      const status = statusOf(error);
      if (status === 409 || status === 412) void client.invalidateQueries({ queryKey: ['case', detail.id] });
    },
  });
  return {
    unit,
    setUnit,
    opened,
    open: () => {
      setOpened(true);
    },
    saving: mutation.isPending,
    error: mutation.error,
    missing: tried && unit === null,
    save: () => {
      setTried(true);
      if (unit === null) document.querySelector<HTMLElement>('.assign-row [role="combobox"]')?.focus();
      else if (!mutation.isPending) mutation.mutate(unit);
    },
  };
}
