export type Skonto = { readonly percent: string; readonly until: string };

/**
 * Cash discounts in the form XRechnung prescribes for BT-20: "#SKONTO#TAGE=14#PROZENT=2.00#". Anything else in the
 * payment terms is left to the reader. The day counts from the date of the invoice.
 */
export function skontos(terms: string | undefined, issueDate: string | null): readonly Skonto[] {
  if (terms === undefined || issueDate === null) return [];
  const found = terms.matchAll(/#SKONTO#TAGE=(\d{1,3})#PROZENT=(\d{1,2}\.\d{2})#(?!BASISBETRAG)/g);
  return [...found].map(([, days = '0', percent = '0']) => ({
    percent,
    until: addDays(issueDate, Number(days)),
  }));
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
