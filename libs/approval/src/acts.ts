/** Sachliche, rechnerische und fachtechnische Feststellung (KomHVO NRW § 31(2)). */
export type Certificate = 'factual' | 'arithmetical' | 'technical';

/**
 * One act of one person. `by` is the person, never a login: whoever has two logins is still one pair of eyes.
 * `covers` is the hash of the content that the person saw, 64 hex digits.
 */
export type Act = { readonly by: string; readonly covers: string } & (
  | { readonly kind: 'certify'; readonly certificate: Certificate }
  /** Anordnung: the instruction to book and pay. */
  | { readonly kind: 'order' }
  /** Beanstandung: stops the case until somebody releases it. */
  | { readonly kind: 'object'; readonly reason: string }
  /** Rückgabe an den Rechnungssteller: ends the case; it stays on record. */
  | { readonly kind: 'return'; readonly reason: string }
  /** Takes the objections back, so that the case goes on. */
  | { readonly kind: 'release' }
);

/** What the service instruction (Dienstanweisung) demands of this invoice, and what it lets each person do. */
export type Duty = {
  /** Never empty: municipal law knows no order without a certificate. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
  readonly mayCertify: (person: string, certificate: Certificate) => boolean;
  readonly mayOrder: (person: string) => boolean;
  readonly mayObject: (person: string) => boolean;
  readonly mayReturn: (person: string) => boolean;
  readonly mayRelease: (person: string) => boolean;
};

export const refusals = [
  'content-unknown',
  'content-changed',
  'reason-missing',
  'case-returned',
  'already-ordered',
  'objection-open',
  'already-certified',
  'orderer-may-not-certify',
  'no-power-to-certify',
  'certificate-missing',
  'certifier-may-not-order',
  'no-power-to-order',
  'no-power-to-object',
  'no-power-to-return',
  'nothing-to-release',
  'no-power-to-release',
] as const;

export type Refusal = (typeof refusals)[number];

/** The stage is never stored: it follows from the acts. */
export type Stage = 'to certify' | 'to order' | 'ordered' | 'objected' | 'returned';

/** Acts are only ever added. Those that cover an earlier content stay on record and no longer count. */
export const standing = (acts: readonly Act[], content: string): readonly Act[] =>
  acts.filter((act) => act.covers === content);

/** The certificates that are still wanted for this content, in the order of the service instruction. */
export function missingCertificates(acts: readonly Act[], content: string, duty: Duty): readonly Certificate[] {
  const valid = standing(acts, content);
  return duty.certificates.filter((wanted) => !valid.some((act) => certifies(act, wanted)));
}

/**
 * Why `act` may not be added now, or undefined if it may. `acts` are all acts of the case, oldest first.
 * Certifier and orderer are compared over all of them, whatever content they covered: the database holds this for each
 * case, and who has once judged a matter as certifier is no second pair of eyes for its next version.
 */
export function refusal(act: Act, acts: readonly Act[], content: string, duty: Duty): Refusal | undefined {
  if (!/^[0-9a-f]{64}$/.test(act.covers)) return 'content-unknown';
  if (act.covers !== content) return 'content-changed';
  if ('reason' in act && !/[\p{L}\p{N}]/u.test(act.reason)) return 'reason-missing';

  if (isReturned(acts)) return 'case-returned';
  if (isOrdered(acts, content)) return 'already-ordered';

  switch (act.kind) {
    case 'certify':
      return isObjected(acts) ? 'objection-open' : certificateRefusal(act, acts, duty);
    case 'order':
      return isObjected(acts) ? 'objection-open' : orderRefusal(act, acts, duty);
    case 'object':
      return duty.mayObject(act.by) ? undefined : 'no-power-to-object';
    case 'return':
      return duty.mayReturn(act.by) ? undefined : 'no-power-to-return';
    case 'release':
      if (!isObjected(acts)) return 'nothing-to-release';
      return duty.mayRelease(act.by) ? undefined : 'no-power-to-release';
  }
}

export function stage(acts: readonly Act[], content: string, duty: Duty): Stage {
  if (isReturned(acts)) return 'returned';
  if (isObjected(acts)) return 'objected';
  if (isOrdered(acts, content)) return 'ordered';
  return missingCertificates(acts, content, duty).length > 0 ? 'to certify' : 'to order';
}

type Certification = Extract<Act, { kind: 'certify' }>;
type Order = Extract<Act, { kind: 'order' }>;

function certificateRefusal(act: Certification, acts: readonly Act[], duty: Duty): Refusal | undefined {
  if (standing(acts, act.covers).some((earlier) => certifies(earlier, act.certificate))) return 'already-certified';
  if (acts.some((earlier) => earlier.kind === 'order' && earlier.by === act.by)) return 'orderer-may-not-certify';
  return duty.mayCertify(act.by, act.certificate) ? undefined : 'no-power-to-certify';
}

function orderRefusal(act: Order, acts: readonly Act[], duty: Duty): Refusal | undefined {
  if (missingCertificates(acts, act.covers, duty).length > 0) return 'certificate-missing';
  if (acts.some((earlier) => earlier.kind === 'certify' && earlier.by === act.by)) return 'certifier-may-not-order';
  return duty.mayOrder(act.by) ? undefined : 'no-power-to-order';
}

const certifies = (act: Act, certificate: Certificate): boolean =>
  act.kind === 'certify' && act.certificate === certificate;

const isOrdered = (acts: readonly Act[], content: string): boolean =>
  standing(acts, content).some((act) => act.kind === 'order');

const isReturned = (acts: readonly Act[]): boolean => acts.some((act) => act.kind === 'return');

/** An objection outlives a change of content: else a changed comma would be a way around it. */
const isObjected = (acts: readonly Act[]): boolean =>
  acts.findLast((act) => act.kind === 'object' || act.kind === 'release')?.kind === 'object';
