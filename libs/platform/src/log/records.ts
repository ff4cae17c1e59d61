import { type Logger } from './logger';

/** The one place where it is logged what was done: a line for each entry of the audit chain, after its commit. */
export const logRecords =
  (log: Pick<Logger, 'info'>) =>
  ({ kind, ...facts }: Readonly<Record<string, unknown>> & { readonly kind: string }): void =>
    log.info(facts, kind);
