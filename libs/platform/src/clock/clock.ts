/** The time of day as an argument: the domain takes moments, tests take their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
