/** Longer than this nothing should wait to be read; what does is shown as delayed. */
export const DELAYED_SECONDS = 60;

/** Before a door it is noticed a little later: the sum is a minute again. */
export const DOOR_SECONDS = 45;

/** `now` is the database's time. */
export const isDelayed = (since: Date, now: Date): boolean => now.getTime() - since.getTime() > DELAYED_SECONDS * 1000;
