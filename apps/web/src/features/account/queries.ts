import { ApiTokens, OpenSessions } from '@libs/contracts';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../lib/api';

export const openSessions = () =>
  queryOptions({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => get(OpenSessions, '/sessions', signal),
    select: ({ items }) => items,
  });

export const apiTokens = () =>
  queryOptions({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => get(ApiTokens, '/tokens', signal),
    select: ({ items }) => items,
  });
