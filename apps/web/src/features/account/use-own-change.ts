import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change of one's own account; what is shown of it is asked for anew. */
export function useOwnChange<T, R>(change: (wanted: T) => Promise<R>, key: string, onDone?: (result: R) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: [key] });
      onDone?.(result);
    },
  });
}
