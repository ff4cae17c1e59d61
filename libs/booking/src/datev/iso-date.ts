/** Calendar dates as text, YYYY-MM-DD: they compare as text, and no clock or time zone is near. */

const WRITTEN = /^(20\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A real day of this century; the DATEV formats know no other. */
export function isDay(date: string): boolean {
  const [, year, month, day] = WRITTEN.exec(date) ?? [];
  return year !== undefined && Number(day) <= daysIn(Number(year), Number(month));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const part = (date: string): { year: string; month: string; day: string } => ({
  year: date.slice(0, 4),
  month: date.slice(5, 7),
  day: date.slice(8, 10),
});

/** TTMM */
export const dayMonth = (date: string): string => `${part(date).day}${part(date).month}`;
/** TTMMJJ */
export const dayMonthYear2 = (date: string): string => `${dayMonth(date)}${part(date).year.slice(2)}`;
/** TTMMJJJJ */
export const dayMonthYear = (date: string): string => `${dayMonth(date)}${part(date).year}`;
/** JJJJMMTT */
export const compact = (date: string): string => date.replaceAll('-', '');
/** DD.MM.YYYY, for reading */
export const germanDay = (date: string): string =>
  isDay(date) ? `${part(date).day}.${part(date).month}.${part(date).year}` : date;

/** Whether the day lies in the fiscal year of twelve months that begins with `start`. */
export const inFiscalYear = (date: string, start: string): boolean =>
  date >= start && date < `${Number(part(start).year) + 1}${start.slice(4)}`;
