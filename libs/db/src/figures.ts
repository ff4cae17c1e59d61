/** For the operator: how the connections of this process stand, and how often a transaction had to be done again. */
export type DatabaseFigures = {
  readonly max: number;
  readonly inUse: number;
  readonly waiting: number;
  readonly repeated: number;
};

/** Work of one step, over all entities. */
export type WorkFigures = {
  readonly step: string;
  /** Due, and nobody holds it; what falls due later does not count. */
  readonly waiting: number;
  readonly running: number;
  /** Failed or crashed before, and tried again. */
  readonly retried: number;
  /** How long the oldest waiting work could have been taken; 0 when none is due. */
  readonly oldestDueSeconds: number;
};
