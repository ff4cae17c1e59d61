import {
  Account,
  ArrivalPage,
  AuditPage,
  BudgetLines,
  CaseDetail,
  CasePage,
  Creditors,
  ExportBatch,
  ExportList,
  SignInWays,
  Proposals,
  RolePage,
  OwnEntities,
  Units,
  type CaseView,
} from '@libs/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from './api';

/** Nobody announces that nothing happens: while something is being read, the list asks whether it is late. */
const WATCH_READING = 20_000;

const WATCH_DELAYS = 60_000;

const firstPage = (): string | null => null;
export const withParams = (path: string, params: Record<string, string | null | undefined>): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) search.set(name, value);
  return search.size === 0 ? path : `${path}?${search.toString()}`;
};

export const caseList = (view: CaseView, q: string) =>
  infiniteQueryOptions({
    queryKey: ['cases', view, q],
    queryFn: ({ pageParam, signal }) => get(CasePage, withParams('/cases', { view, q, cursor: pageParam }), signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ stage }) => stage === 'reading')) ? WATCH_READING : false,
  });

/** Asked once for all who want a part of it. */
const overview = {
  queryKey: ['cases', 'overview'],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => get(CasePage, '/cases?view=mine&limit=1', signal),
};

/** How many cases each view holds, for the navigation. */
export const caseCounts = () => queryOptions({ ...overview, select: (page) => page.counts });

/** What the machine is late with. Nobody announces it, so it is asked for from time to time. */
export const delays = () =>
  queryOptions({
    ...overview,
    select: (page) => page.delayed,
    refetchInterval: WATCH_DELAYS,
  });

export const caseDetail = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: ({ signal }) => get(CaseDetail, `/cases/${id}`, signal) });

/** Where the person may act. */
export const ownEntities = () =>
  queryOptions({
    queryKey: ['own-entities'],
    queryFn: ({ signal }) => get(OwnEntities, '/session/entities', signal),
    select: ({ items }) => items,
    staleTime: 60_000,
  });

const rarelyChanges = 10 * 60_000;
export const units = () =>
  queryOptions({
    queryKey: ['units'],
    queryFn: ({ signal }) => get(Units, '/units', signal),
    select: ({ items }) => items,
    staleTime: rarelyChanges,
  });

export const budgetLines = () =>
  queryOptions({
    queryKey: ['budget-lines'],
    queryFn: ({ signal }) => get(BudgetLines, '/budget-lines', signal),
    select: ({ items }) => items,
  });

export const creditors = (q: string) =>
  queryOptions({
    queryKey: ['creditors', q],
    queryFn: ({ signal }) => get(Creditors, withParams('/creditors', { q }), signal),
    select: ({ items }) => items,
    placeholderData: keepPreviousData,
    staleTime: rarelyChanges,
  });

export const arrivals = () =>
  infiniteQueryOptions({
    queryKey: ['arrivals'],
    queryFn: ({ pageParam, signal }) =>
      get(ArrivalPage, withParams('/arrivals', { limit: '30', cursor: pageParam }), signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ outcome }) => outcome === 'pending')) ? WATCH_READING : false,
  });

export const exportList = () =>
  queryOptions({ queryKey: ['exports'], queryFn: ({ signal }) => get(ExportList, '/exports', signal) });

export const exportBatch = (id: string) =>
  queryOptions({
    queryKey: ['exports', id],
    queryFn: ({ signal }) => get(ExportBatch, `/exports/${id}`, signal),
  });

export const auditTrail = () =>
  infiniteQueryOptions({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => get(AuditPage, withParams('/audit', { cursor: pageParam }), signal),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.nextCursor,
  });

export const account = () =>
  queryOptions({ queryKey: ['account'], queryFn: ({ signal }) => get(Account, '/account', signal) });

export const signInWays = () =>
  queryOptions({ queryKey: ['sign-in-ways'], queryFn: ({ signal }) => get(SignInWays, '/sign-in', signal) });
/** First in the key of all that administrators look at: a change there asks for all of it anew. */
export const administration = 'administration';

/** What waits for the word of a second administrator. Nobody announces it, so it is asked for from time to time. */
export const waitingForSecond = () =>
  queryOptions({
    queryKey: [administration, 'waiting'],
    queryFn: async ({ signal }) => {
      const [grants, proposals] = await Promise.all([
        get(RolePage, '/roles?state=waiting&limit=200', signal),
        get(Proposals, '/proposals', signal),
      ]);
      return { grants: grants.items, proposals: proposals.items };
    },
    refetchInterval: WATCH_DELAYS,
  });
