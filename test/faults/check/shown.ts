import { Arrival, CaseDetail, CasePage } from '@libs/contracts';
import { type Door } from '../load/door';
import { type WorkSeen } from './work-seen';

/** Whether a clerk sees its document as delayed; undefined when no api answers. */
export type Shown = (row: Pick<WorkSeen, 'step' | 'subjectId'>) => Promise<boolean | undefined>;

const PATIENCE_SECONDS = 5;

/** Asked as the screens of the clerks ask. */
export const shownTo =
  (clerk: Pick<Door, 'insist'>): Shown =>
  async ({ step, subjectId }) => {
    const [path, contract] =
      step === 'receive' ? [`/arrivals/${subjectId}`, Arrival] : [`/cases/${subjectId}`, CaseDetail];
    const request = { method: 'GET', path, seconds: PATIENCE_SECONDS };
    const answer = await clerk.insist('look', request, PATIENCE_SECONDS);
    if (answer === undefined) return undefined;
    return answer.status === 200 && contract.parse(answer.json).delayed;
  };

/** The doors of which the worklist of a clerk says that nobody empties them. */
export const doorsToldTo = (clerk: Pick<Door, 'insist'>) => async (): Promise<readonly string[] | undefined> => {
  const request = { method: 'GET', path: '/cases?view=mine&limit=1', seconds: PATIENCE_SECONDS };
  const answer = await clerk.insist('look', request, PATIENCE_SECONDS);
  if (answer?.status !== 200) return undefined;
  return (CasePage.parse(answer.json).delayed?.doors ?? []).map(({ kind }) => kind);
};
