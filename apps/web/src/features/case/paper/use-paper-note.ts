import { CaseDetail, type PaperNote } from '@libs/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { change, statusOf } from '../../../lib/api';

/** Notes what became of a case on paper. */
export function usePaperNote({ id, version }: Pick<CaseDetail, 'id' | 'version'>, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (note: PaperNote) => change('POST', CaseDetail, `/cases/${id}/paper`, { body: note, version }),
    onSuccess: (saved) => {
      client.setQueryData(['case', id], saved);
      void client.invalidateQueries({ queryKey: ['cases'] });
      onDone?.();
    },
    onError: (error) => {
      if (statusOf(error) === 409) void client.invalidateQueries({ queryKey: ['case', id] });
    },
  });
}
