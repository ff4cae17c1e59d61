import { Finding, Message } from '@libs/contracts';
import { type CaseRecord } from '@libs/db';
import { type ArrivalReason } from '@libs/intake';
import { z } from 'zod';

const Policy = z.object({ code: z.string(), message: Message });

/** The report as @libs/xrechnung wrote it. */
const Report = z.object({
  verdict: z.string().optional(),
  findings: z.array(Finding),
  notChecked: z.array(z.looseObject({ rule: z.string(), message: Message })).default([]),
  ruleSets: z.array(z.object({ name: z.string(), version: z.string(), rules: z.array(z.string()) })),
});

type Stored = NonNullable<CaseRecord['report']>;

export const policyOf = (stored: Stored): z.infer<typeof Policy> => Policy.parse(stored.policy);
export const reportOf = (stored: Stored): z.infer<typeof Report> => Report.parse(stored.report);

/** Why the policy does not let the invoice go on, as a reason code of the arrival. */
const byPolicy: Readonly<Record<string, ArrivalReason>> = {
  'profile-without-lines': 'other-invoice',
  'rules-not-run': 'check-failed',
  'en16931-violated': 'rules-fatal',
  'account-doubtful': 'iban-invalid',
};

export function shelfReason(stored: Stored): ArrivalReason {
  const { code } = policyOf(stored);
  if (code !== 'value-unreadable') return byPolicy[code] ?? 'check-failed';
  return reportOf(stored).findings.some((finding) => finding.rule === 'BF-DATE') ? 'date-invalid' : 'amount-invalid';
}
