import { z } from 'zod';
import { Message, Reason } from './text';

/** Characters of a file and rows in it. */
export const MAX_IMPORT_LENGTH = 900_000;
export const MAX_IMPORT_ROWS = 5_000;

export const ImportKind = z.enum(['people', 'units']);
export type ImportKind = z.infer<typeof ImportKind>;

/** POST /imports: the text of a CSV file; `,` or `;`, head row in German or English. With `dryRun` nothing is stored. */
export const NewImport = z
  .object({
    kind: ImportKind,
    csv: z.string().max(MAX_IMPORT_LENGTH),
    dryRun: z.boolean(),
    reason: Reason.optional(),
  })
  .refine(({ dryRun, reason }) => dryRun || reason !== undefined, { path: ['reason'], message: 'a reason is needed' });
export type NewImport = z.infer<typeof NewImport>;

export const ImportRow = z.object({
  /** Line of the file on which the row begins, the head row included. */
  line: z.number().int(),
  state: z.enum(['new', 'changed', 'unchanged', 'wrong']),
  /** Whom or what the row is about, as written. */
  name: z.string(),
  /** What would change, in words. */
  changes: z.array(Message),
  /** What does not fit, by the column as the file names it. */
  problems: z.array(z.object({ column: z.string(), message: Message })),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportCounts = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  wrong: z.number().int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** 200 with what it would do, 201 when it was done (then without the rows). */
export const ImportResult = z.object({
  kind: ImportKind,
  applied: z.boolean(),
  counts: ImportCounts,
  /** Columns that mean nothing here and are left out. */
  ignored: z.array(z.string()),
  rows: z.array(ImportRow),
});
export type ImportResult = z.infer<typeof ImportResult>;
