import {
  EntityDetail,
  Groups,
  Insights,
  PersonDetail,
  PersonPage,
  RolePage,
  type PersonQuery,
  type RoleQuery,
} from '@libs/contracts';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query';
import { get, statusOf } from '../../lib/api';
import { administration, withParams } from '../../lib/queries';

const firstPage = (): string | null => null;

export const people = (q: string, state: PersonQuery['state'] | undefined) =>
  infiniteQueryOptions({
    queryKey: [administration, 'people', q, state ?? ''],
    queryFn: ({ pageParam, signal }) => get(PersonPage, withParams('/people', { q, state, cursor: pageParam }), signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** A few whose name or address has the fragment, to choose from. */
export const peopleLike = (q: string) =>
  queryOptions({
    queryKey: [administration, 'people-like', q],
    queryFn: ({ signal }) => get(PersonPage, withParams('/people', { q, state: 'active', limit: '20' }), signal),
    select: ({ items }) => items,
    placeholderData: keepPreviousData,
  });

export const person = (id: string) =>
  queryOptions({
    queryKey: [administration, 'person', id],
    queryFn: ({ signal }) => get(PersonDetail, `/people/${id}`, signal),
  });

export const roles = (filter: Pick<RoleQuery, 'person' | 'group'>) =>
  queryOptions({
    queryKey: [administration, 'roles', filter],
    queryFn: ({ signal }) => get(RolePage, withParams('/roles', { ...filter, limit: '200' }), signal),
    select: ({ items }) => items,
  });

/** Who may look into a sealed unit, for its own people. */
export const insights = (unitId: string) =>
  queryOptions({
    queryKey: [administration, 'insights', unitId],
    queryFn: ({ signal }) => get(Insights, `/units/${unitId}/grants`, signal),
  });

export const groups = () =>
  queryOptions({
    queryKey: [administration, 'groups'],
    queryFn: ({ signal }) => get(Groups, '/groups', signal),
    select: ({ items }) => items,
  });

export const entity = () =>
  queryOptions({
    queryKey: [administration, 'entity'],
    queryFn: ({ signal }) => get(EntityDetail, '/entity', signal),
  });

/** A change: what is shown of people, roles, groups and units is asked for anew, also when another was quicker. */
export function useChange<T, V = void>(
  send: (wanted: V) => Promise<T>,
  done?: (result: T) => void,
): UseMutationResult<T, Error, V> {
  const client = useQueryClient();
  const askAgain = async (): Promise<void> => {
    await Promise.all(
      [[administration], ['units'], ['audit'], ['session']].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  };
  return useMutation({
    mutationFn: send,
    onSuccess: (result) => {
      void askAgain();
      done?.(result);
    },
    onError: (error) => {
      if (statusOf(error) === 409) void askAgain();
    },
  });
}
