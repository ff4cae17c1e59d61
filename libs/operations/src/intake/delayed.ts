/** Longer than this nothing should wait to be read; what does is shown as delayed. */
export const DELAYED_SECONDS = 60;

/** `now` is the database's time. */
export const isDelayed = (since: Date, now: Date): boolean => now.getTime() - since.getTime() > DELAYED_SECONDS * 1000;
