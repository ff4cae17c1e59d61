import { Refused } from '@libs/operations';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';

/** Lets in what fits the schema; says what does not, and where. */
@Injectable()
export class Fitting<T extends z.ZodType> implements PipeTransform<unknown, z.infer<T>> {
  constructor(private readonly schema: T) {}

  transform(value: unknown): z.infer<T> {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return storable(parsed.data);
    const [issue] = parsed.error.issues;
    const field = issue && issue.path.length > 0 ? issue.path.join('.') : '(Anfrage)';
    throw new Refused(
      'invalid',
      'invalid-request',
      {
        de: `Die Angabe „${field}“ passt nicht. Es wurde nichts geändert. Bitte berichtigen Sie sie und senden Sie noch einmal.`,
        en: `The value of “${field}” does not fit (${issue?.message ?? 'invalid'}). Nothing was changed. Correct it and send again.`,
      },
      { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) },
    );
  }
}

/** Text with a NUL or half a character cannot be stored: refused here, it is no fault of the database later. */
function storable<T>(value: T): T {
  if (!holdsUnstorableText(value)) return value;
  throw new Refused('invalid', 'text-unstorable', {
    de: 'Ein Text enthält Zeichen, die sich nicht speichern lassen (NUL oder halbe Zeichen). Es wurde nichts geändert. Bitte entfernen Sie sie und senden Sie noch einmal.',
    en: 'A text holds characters that cannot be stored (NUL or half characters). Nothing was changed. Remove them and send again.',
  });
}

function holdsUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsUnstorableText);
}

export const UuidParam = new Fitting(z.uuid());
