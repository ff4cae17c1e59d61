import { machineSteps } from './pipeline';

/**
 * What the house does beside the line. Chores stand in the work table like the steps of the line and are claimed like them, but
 * they are no station of an invoice: `prove` comes back night after night, `mail` ends when it was sent.
 */
export const chores = ['prove', 'mail'] as const;
export type Chore = (typeof chores)[number];

/** All that workers carry: a queue for each. */
export const workerSteps = [...machineSteps, ...chores] as const;
export type WorkerStep = (typeof workerSteps)[number];

export const isChore = (step: string): step is Chore => chores.some((chore) => chore === step);
