import { CaseDetail, type NewAct } from '@libs/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { change, statusOf } from '../../../lib/api';

/** Puts acts on record one after the other, each under the content that the person saw. The first refusal ends it. */
export function useAct(caseId: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (acts: readonly NewAct[]) => {
      for (const act of acts) {
        const detail = await change('POST', CaseDetail, `/cases/${caseId}/acts`, { body: act });
        client.setQueryData(['case', caseId], detail);
      }
    },
    onSuccess: onDone,
    onError: (error) => {
      if (statusOf(error) === 409) void client.invalidateQueries({ queryKey: ['case', caseId] });
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['cases'] });
    },
  });
}
