import { Refused } from '@libs/operations';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';

/** Lets in what fits the schema; says what does not, and where. */
@Injectable()
export class Fitting<T extends z.ZodType> implements PipeTransform<unknown, z.infer<T>> {
  constructor(private readonly schema: T) {}

  transform(value: unknown): z.infer<T> {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
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

export const UuidParam = new Fitting(z.uuid());
