import { ExportBatch, ExportPreview } from '@libs/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { change } from '../../lib/api';

const profile = 'datev-extf';

/** The dry run: the server computes everything and stores nothing. */
export const exportPreview = (until: string) =>
  queryOptions({
    queryKey: ['export-preview', until],
    queryFn: () =>
      change('POST', ExportPreview, '/exports', { body: { profile, dryRun: true, ...(until !== '' && { until }) } }),
    placeholderData: keepPreviousData,
  });

export const handOver = (until: string) =>
  change('POST', ExportBatch, '/exports', { body: { profile, dryRun: false, ...(until !== '' && { until }) } });
