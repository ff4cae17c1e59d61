import { type DateValue } from '../../model';
import { calendarDay, date } from '../values';
import { type XmlElement } from '../xml/element';

/** xs:date: YYYY-MM-DD, with a time zone allowed that says nothing about the day. */
const written = /^(\d{4})-(\d{2})-(\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;

export const ublDate = (element: XmlElement | undefined): DateValue | undefined =>
  date(element, (text) => {
    const [, year, month, day] = written.exec(text) ?? [];
    return year && month && day ? calendarDay(year, month, day) : undefined;
  });
