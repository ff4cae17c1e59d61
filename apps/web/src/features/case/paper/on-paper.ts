import type { CaseDetail } from '@libs/contracts';

/** Signed by hand, if at all: nothing is to be signed here. */
export const isOnPaper = ({ stage }: Pick<CaseDetail, 'stage'>): boolean => stage === 'paper' || stage === 'paper-done';
