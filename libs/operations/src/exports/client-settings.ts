import { type ClientSettings } from '@libs/booking';
import { type EntitySettings } from '../administration/entity-settings';

/** First day of the fiscal year that holds `day` (YYYY-MM-DD). */
export function fiscalYearOf(day: string, begins: string): string {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= begins ? `${year}-${begins}` : `${year - 1}-${begins}`;
}

export function clientSettings({ datev }: EntitySettings, fiscalYearStart: string): ClientSettings {
  const { fiscalYearBegins: _, ...rest } = datev;
  return { ...rest, fiscalYearStart, currency: 'EUR' };
}
