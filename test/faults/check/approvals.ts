import { type Acknowledgement } from '../load/acknowledged';
import { type ActRow, type CaseRow, type Facts } from './facts';

const wanted = ['factual', 'arithmetical'];
const ordered = new Set(['export', 'handed-over', 'done']);

/** I3: one actor for each step, four eyes where they are demanded, and no signature lost. */
export function wronglyApproved({ acts, cases }: Facts, list: readonly Acknowledgement[]): string[] {
  const actsOf = Map.groupBy(acts, ({ caseId }) => caseId);
  return [...cases.flatMap((one) => inCase(one, actsOf.get(one.id) ?? [])), ...lostActs(acts, list)];
}

function inCase(one: CaseRow, acts: readonly ActRow[]): string[] {
  const says = (what: string): string => `case ${one.number} (${one.stage}): ${what}`;
  const found: string[] = [];
  const signed = acts.filter(({ kind }) => kind === 'certify' || kind === 'order');
  for (const [step, same] of Map.groupBy(
    signed,
    ({ kind, certificate, covers }) => `${kind} ${certificate ?? ''} ${covers}`,
  )) {
    if (same.length > 1) found.push(says(`${step.slice(0, 22)} by ${same.length}`));
  }
  const certifiers = new Set(acts.filter(({ kind }) => kind === 'certify').map(({ personId }) => personId));
  if (acts.some(({ kind, personId }) => kind === 'order' && certifiers.has(personId)))
    found.push(says('the same person certified and ordered'));
  if (acts.filter(({ kind }) => kind === 'return').length > 1) found.push(says('returned twice'));
  if (one.stage !== 'returned' && acts.some(({ kind }) => kind === 'return')) found.push(says('returned and goes on'));

  if (!ordered.has(one.stage)) return found;
  const standing = acts.filter(({ covers }) => covers === one.contentHash);
  for (const certificate of wanted) {
    if (!standing.some((act) => act.certificate === certificate)) found.push(says(`ordered without ${certificate}`));
  }
  if (!standing.some(({ kind }) => kind === 'order')) found.push(says('no order over this content'));
  return found;
}

function lostActs(acts: readonly ActRow[], list: readonly Acknowledgement[]): string[] {
  const name = (caseId: string, kind: string, certificate: string | null, covers: string, person: string): string =>
    [caseId, kind, certificate ?? '-', covers, person].join(' ');
  const there = new Set(
    acts.map(({ caseId, kind, certificate, covers, personId }) => name(caseId, kind, certificate, covers, personId)),
  );
  return list.flatMap((one) =>
    one.kind === 'act' && !there.has(name(one.caseId, one.act, one.certificate, one.covers, one.person))
      ? [`${one.act} of case ${one.caseId} was confirmed to ${one.person} and is lost`]
      : [],
  );
}
