import { FoundedEntity, type NewEntity, OperatedEntities } from '@libs/contracts';
import { queryOptions } from '@tanstack/react-query';
import { change, get } from '../../lib/api';

const WATCH = 30_000;

/** Nobody announces to the operator what happens in an entity: the numbers are asked for from time to time. */
export const operatedEntities = () =>
  queryOptions({
    queryKey: ['entities'],
    queryFn: ({ signal }) => get(OperatedEntities, '/entities', signal),
    select: ({ items }) => items,
    refetchInterval: WATCH,
  });

export type Founding = Omit<NewEntity, 'datev'>;

export const found = (wanted: Founding) => change('POST', FoundedEntity, '/entities', { body: wanted });
