import type { CaseDetail, Certificate, Message, Session } from '@libs/contracts';
import { hasRole } from '../../../lib/session';
import type { Signing } from './sign-sheet';
import { hints } from './texts';

/** The one act that the bar offers first, or the reason why there is none for this person. */
export type NextStep =
  | { readonly kind: 'assign' }
  | { readonly kind: 'code' }
  | { readonly kind: 'release' }
  | { readonly kind: 'sign'; readonly signing: Signing }
  | { readonly kind: 'refused'; readonly message: Message }
  | { readonly kind: 'nothing' };

const both: readonly Certificate[] = ['factual', 'arithmetical'];

type Asked = Pick<CaseDetail, 'may' | 'stage'>;

export function nextStep({ may, stage }: Asked, editing: boolean, session: Session): NextStep {
  if (stage === 'assign' && may.assign) return { kind: 'assign' };
  if (editing) return { kind: 'code' };
  const certificates = both.filter((certificate) => may.certify[certificate].allowed);
  if (certificates.length > 0) return { kind: 'sign', signing: { kind: 'certify', certificates } };
  if (may.order.allowed) return { kind: 'sign', signing: { kind: 'order' } };
  if (may.release.allowed) return { kind: 'release' };

  // Whoever came to sign is told why not; to others the refusal of a right they never had says nothing.
  const refusal =
    stage === 'certify' && hasRole(session, 'certifier')
      ? (may.certify.factual.refusal ?? may.certify.arithmetical.refusal)
      : stage === 'order' && hasRole(session, 'orderer')
        ? may.order.refusal
        : null;
  return refusal ? { kind: 'refused', message: hints[refusal.code] ?? refusal.message } : { kind: 'nothing' };
}
