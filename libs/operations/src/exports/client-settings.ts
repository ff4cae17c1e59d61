import { type ClientSettings } from '@libs/booking';
import { z } from 'zod';

/** What is set for an accounting entity. Stored as JSON, read only through this. */
export const EntitySettings = z.object({
  datev: z.object({
    adviser: z.string(),
    client: z.string(),
    /** Month and day on which the fiscal year begins, MM-DD. */
    fiscalYearBegins: z
      .string()
      .regex(/^\d\d-\d\d$/)
      .default('01-01'),
    accountLength: z.union([z.literal(4), z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
    chart: z.string(),
    formatVersion: z.union([z.literal(12), z.literal(13)]).default(13),
    encoding: z.enum(['windows-1252', 'utf-8-bom']).default('windows-1252'),
    locked: z.boolean().default(false),
    dictation: z.string().default(''),
    origin: z.string().default('BF'),
    automaticAccounts: z.array(z.string()).default([]),
  }),
  signing: z
    .object({
      /** How old the proof of who somebody is may be when they sign; null: as old as the session. */
      freshMinutes: z.number().int().positive().nullable().default(null),
    })
    .default({ freshMinutes: null }),
});
export type EntitySettings = z.infer<typeof EntitySettings>;

/** First day of the fiscal year that holds `day` (YYYY-MM-DD). */
export function fiscalYearOf(day: string, begins: string): string {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= begins ? `${year}-${begins}` : `${year - 1}-${begins}`;
}

export function clientSettings({ datev }: EntitySettings, fiscalYearStart: string): ClientSettings {
  const { fiscalYearBegins: _, ...rest } = datev;
  return { ...rest, fiscalYearStart, currency: 'EUR' };
}
