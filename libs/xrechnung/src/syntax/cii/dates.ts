import { type DateValue } from '../../model';
import { calendarDay, date } from '../values';
import { type XmlElement } from '../xml/element';
import { one } from '../xml/select';

/** The only format code of EN 16931: CCYYMMDD. Other formats of UNTDID 2379 name weeks, months or times. */
const DAY = '102';

const written = /^(\d{4})(\d{2})(\d{2})$/;

const day = (element: XmlElement | undefined): DateValue | undefined =>
  date(element, (text, format) => {
    const [, year, month, dayOfMonth] = (format === DAY ? written.exec(text) : null) ?? [];
    return year && month && dayOfMonth ? calendarDay(year, month, dayOfMonth) : undefined;
  });

/** A date inside an element of type udt:DateTimeType. */
export const ciiDate = (parent: XmlElement | undefined): DateValue | undefined =>
  day(one(parent, 'udt:DateTimeString'));

/** BT-7 alone is of type udt:DateType. */
export const ciiDateOnly = (parent: XmlElement | undefined): DateValue | undefined =>
  day(one(parent, 'udt:DateString'));

/** BT-26 alone is of type qdt:FormattedDateTimeType. */
export const ciiFormattedDate = (parent: XmlElement | undefined): DateValue | undefined =>
  day(one(parent, 'qdt:DateTimeString'));
