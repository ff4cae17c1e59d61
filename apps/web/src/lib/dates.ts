import type { Message } from '@libs/contracts';

/** All times are shown as the town hall's clock shows them. */
const ZONE = 'Europe/Berlin';
const NO_BREAK = '\u00a0';

const weekdays: readonly Message[] = [
  { de: 'So', en: 'Sun' },
  { de: 'Mo', en: 'Mon' },
  { de: 'Di', en: 'Tue' },
  { de: 'Mi', en: 'Wed' },
  { de: 'Do', en: 'Thu' },
  { de: 'Fr', en: 'Fri' },
  { de: 'Sa', en: 'Sat' },
];

const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

type Clock = { readonly day: string; readonly time: string };

function clockOf(moment: Date): Clock {
  const parts = new Map(berlin.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** The calendar day on which a moment falls in the town hall, YYYY-MM-DD. */
export const dayOf = (moment: Date | string): string => clockOf(new Date(moment)).day;

/** Whole days from one calendar day to another; negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** "2026-11-12" → "12.11.2026". Text that is no date is returned unchanged. */
export function formatDay(day: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day);
  return match ? `${match[3] ?? ''}.${match[2] ?? ''}.${match[1] ?? ''}` : day;
}

function weekdayOf(day: string): Message {
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? { de: '', en: '' };
}

/** "Do 26.11.", with the year when it is not the current one. */
export function shortDay(day: string, today: string): Message {
  const date = formatDay(day);
  const shown = day.slice(0, 4) === today.slice(0, 4) ? date.slice(0, 6) : date;
  const weekday = weekdayOf(day);
  return { de: `${weekday.de}${NO_BREAK}${shown}`, en: `${weekday.en}${NO_BREAK}${shown}` };
}

/** "23.11.2026, 10:02" */
export function formatMoment(moment: string): string {
  const { day, time } = clockOf(new Date(moment));
  return `${formatDay(day)}, ${time}`;
}

/** "heute, 09:14", "gestern, 14:23", "12.11., 14:23"; the year only when it is another one. */
export function momentInWords(moment: string, now: Date): Message {
  const today = dayOf(now);
  const { day, time } = clockOf(new Date(moment));
  const ago = daysBetween(day, today);
  if (ago === 0) return { de: `heute, ${time}`, en: `today, ${time}` };
  if (ago === 1) return { de: `gestern, ${time}`, en: `yesterday, ${time}` };
  const date = formatDay(day);
  const shown = day.slice(0, 4) === today.slice(0, 4) ? date.slice(0, 6) : date;
  return { de: `${shown}, ${time}`, en: `${shown}, ${time}` };
}

/** "seit heute", "seit gestern", "seit 4 Tagen": how long a case has been where it is. */
export function sinceInWords(moment: string, now: Date): Message {
  const days = daysBetween(dayOf(moment), dayOf(now));
  if (days <= 0) return { de: 'seit heute', en: 'since today' };
  if (days === 1) return { de: 'seit gestern', en: 'since yesterday' };
  return { de: `seit ${days}${NO_BREAK}Tagen`, en: `for ${days}${NO_BREAK}days` };
}

export type Due = { readonly text: Message; readonly urgency: 'overdue' | 'soon' | 'later' | 'unknown' };

/** When an invoice must be paid, as a sentence. Soon means within three days. */
export function dueInWords(due: string | null, today: string): Due {
  if (due === null) return { text: { de: 'Keine Fälligkeit angegeben', en: 'No due date given' }, urgency: 'unknown' };
  const days = daysBetween(today, due);
  const day = shortDay(due, today);
  if (days < 0) return { text: { de: `Überfällig seit ${day.de}`, en: `Overdue since ${day.en}` }, urgency: 'overdue' };
  if (days === 0) return { text: { de: `Fällig heute, ${day.de}`, en: `Due today, ${day.en}` }, urgency: 'soon' };
  if (days === 1) return { text: { de: `Fällig morgen, ${day.de}`, en: `Due tomorrow, ${day.en}` }, urgency: 'soon' };
  return { text: { de: `Fällig ${day.de}`, en: `Due ${day.en}` }, urgency: days <= 3 ? 'soon' : 'later' };
}

/** "in 19 Tagen", "seit 5 Tagen": the distance beside a date. */
export function distanceInWords(day: string, today: string): Message {
  const days = daysBetween(today, day);
  if (days === 0) return { de: 'heute', en: 'today' };
  if (days === 1) return { de: 'morgen', en: 'tomorrow' };
  if (days === -1) return { de: 'gestern', en: 'yesterday' };
  if (days > 0) return { de: `in ${days}${NO_BREAK}Tagen`, en: `in ${days}${NO_BREAK}days` };
  return { de: `vor ${-days}${NO_BREAK}Tagen`, en: `${-days}${NO_BREAK}days ago` };
}
