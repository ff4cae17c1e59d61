import { type CaseRecord } from '@libs/db';
import { Decimal } from '@libs/money';
import { z } from 'zod';

/** The one value of the stored model that is wanted here; an invoice of many thousand lines is not read for it. */
const Model = z.looseObject({
  totals: z.looseObject({ due: z.looseObject({ value: z.string() }).optional().catch(undefined) }),
});

/** BT-115, the amount to pay: less than the gross amount where part of the invoice was paid before. */
export function dueOf({ invoice }: Pick<CaseRecord, 'invoice'>): Decimal | undefined {
  const value = Model.safeParse(invoice?.model).data?.totals.due?.value;
  return value === undefined ? undefined : Decimal.of(value);
}
