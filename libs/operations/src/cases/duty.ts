import { type Act, type Certificate, type Duty } from '@libs/approval';
import { type CaseRecord } from '@libs/db';
import { type Actor, hasRole } from '../actor';

/** What every invoice needs until the service instruction (Dienstanweisung) becomes data. */
export const certificates: readonly [Certificate, ...Certificate[]] = ['factual', 'arithmetical'];

/**
 * What the acting person may do with this case. Only this person is asked about: the functions answer no for anybody else.
 * Sachlich certifies the unit that ordered; rechnerisch may do the invoice desk as well.
 */
export function dutyFor(actor: Actor, record: Pick<CaseRecord, 'unitId'>): Duty {
  const is = (person: string): boolean => person === actor.personId;
  const unit = record.unitId ?? NO_UNIT;
  return {
    certificates,
    mayCertify: (person, certificate) =>
      is(person) && hasRole(actor, certificate === 'arithmetical' ? ['certifier', 'clerk'] : ['certifier'], unit),
    mayOrder: (person) => is(person) && hasRole(actor, ['orderer'], unit),
    mayObject: (person) => is(person) && hasRole(actor, ['clerk', 'certifier', 'orderer'], unit),
    mayReturn: (person) => is(person) && hasRole(actor, ['clerk'], unit),
    mayRelease: (person) => is(person) && hasRole(actor, ['clerk'], unit),
  };
}

/** Belongs to no unit yet: only roles that hold for the whole entity reach it. */
const NO_UNIT = '00000000-0000-0000-0000-000000000000';

/** The acts of a case in the words of the domain, oldest first. */
export const actsOf = (record: Pick<CaseRecord, 'acts'>): Act[] => record.acts.map(domainAct);

function domainAct(row: CaseRecord['acts'][number]): Act {
  const common = { by: row.personId, covers: row.covers };
  switch (row.kind) {
    case 'certify':
      return { ...common, kind: 'certify', certificate: certificateOf(row.certificate) };
    case 'order':
    case 'release':
      return { ...common, kind: row.kind };
    case 'object':
    case 'return':
      return { ...common, kind: row.kind, reason: row.reason ?? '' };
    default:
      throw new Error(`Act ${row.id} is of the unknown kind ${row.kind}.`);
  }
}

function certificateOf(text: string | null): Certificate {
  if (text === 'factual' || text === 'arithmetical' || text === 'technical') return text;
  throw new Error(`Unknown certificate ${String(text)}.`);
}
