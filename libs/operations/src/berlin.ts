const year = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', year: 'numeric' });

/** The calendar year in which a German town lives at this moment; numbers start anew with it. */
export const berlinYear = (moment: Date): number => Number(year.format(moment));

/** YYYY-MM-DD of a DATE column. */
export const isoDay = (date: Date | null): string | null => date?.toISOString().slice(0, 10) ?? null;

export const dayOf = (iso: string | undefined): Date | null =>
  iso === undefined ? null : new Date(`${iso}T00:00:00Z`);

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

/** The day in a German town at this moment, YYYY-MM-DD. */
export const berlinDay = (moment: Date): string => calendar.format(moment);
