import { machineSteps } from './pipeline';

/**
 * What the house does by itself, night after night. Chores stand in the work table like the steps of the line and are
 * claimed like them, but they are no station of an invoice: their row comes back for the next night and never ends.
 */
export const chores = ['prove'] as const;
export type Chore = (typeof chores)[number];

/** All that workers carry: a queue for each. */
export const workerSteps = [...machineSteps, ...chores] as const;
export type WorkerStep = (typeof workerSteps)[number];

export const isChore = (step: string): step is Chore => chores.some((chore) => chore === step);
