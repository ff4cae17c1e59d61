import { Decimal } from '@libs/money';
import { type Amount, type DateValue, type Identifier, type Numeric, type Quantity, type Text } from '../model';
import { refusal } from './unreadable';
import { type XmlElement } from './xml/element';

/** Optional members as they may be left out: what is undefined is no member at all. */
type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The group without the members that the document does not state. */
export function present<T extends object>(members: T): Present<T>;
export function present(members: Readonly<Record<string, unknown>>): object {
  const stated: Record<string, unknown> = {};
  for (const key in members) if (members[key] !== undefined) stated[key] = members[key];
  return stated;
}

/** The text of a value. An element below it would leave open what the value is. */
export function text(element: XmlElement): Text;
export function text(element: XmlElement | undefined): Text | undefined;
export function text(element: XmlElement | undefined): Text | undefined {
  if (!element) return undefined;
  const inside = element.children[0];
  if (inside) {
    throw refusal(
      'xml-schema',
      {
        de: `In dem Wert ${element.name} steht ein weiteres Element (${inside.where.slice(0, 500)}).`,
        en: `The value ${element.name} holds a further element (${inside.where.slice(0, 500)}).`,
      },
      { wellFormed: true },
    );
  }
  return { text: element.text, where: element.where };
}

export function identifier(element: XmlElement | undefined): Identifier | undefined {
  const value = text(element);
  if (!element || !value || element.attributes.size === 0) return value;
  const scheme = element.attribute('schemeID') ?? element.attribute('listID');
  const schemeVersion = element.attribute('schemeVersionID') ?? element.attribute('listVersionID');
  return present({ ...value, scheme, schemeVersion });
}

export function numeric(element: XmlElement | undefined): Numeric | undefined {
  const value = text(element);
  return value && { ...value, value: Decimal.parse(value.text) };
}

export function amount(element: XmlElement | undefined): Amount | undefined {
  const value = numeric(element);
  const currency = element?.attribute('currencyID');
  return value && (currency === undefined ? value : { ...value, currency });
}

export function quantity(element: XmlElement | undefined): Quantity | undefined {
  const value = numeric(element);
  const unit = element?.attribute('unitCode');
  return value && (unit === undefined ? value : { ...value, unit });
}

/** Without the white space that XML Schema collapses around codes, numbers and dates. */
export const trimmed = (written: string): string => written.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** YYYY-MM-DD if that day exists. */
export function calendarDay(year: string, month: string, day: string): string | undefined {
  const length = month === '02' && isLeap(Number(year)) ? 29 : monthLengths[Number(month) - 1];
  const exists = length !== undefined && Number(day) >= 1 && Number(day) <= length && year !== '0000';
  return exists ? `${year}-${month}-${day}` : undefined;
}

/** A date element whose text is read by the rule of its syntax. */
export function date(
  element: XmlElement | undefined,
  read: (written: string, format: string | undefined) => string | undefined,
): DateValue | undefined {
  const value = text(element);
  if (!element || !value) return undefined;
  const format = element.attribute('format');
  const iso = read(trimmed(value.text), format);
  return format === undefined ? { ...value, iso } : { ...value, iso, format };
}
