import { type Act } from '@libs/approval';
import { type CaseDetail } from '@libs/contracts';
import { type CaseRecord } from '@libs/db';
import { type Actor } from '../actor';
import { mayHandlePaper } from '../paper/powers';
import { mayAssign } from './assign-case';
import { mayCode } from './code-case';
import { refusalFor, textOf } from './record-act';

type May = CaseDetail['may'];

/** What the person may do with the case now, and why not, in words. The screen asks this; the operations decide again. */
export function powersOf(record: CaseRecord, actor: Actor): May {
  const common = { by: actor.personId, covers: record.contentHash };
  const answer = (act: Act): May['order'] => {
    const why = refusalFor(record, act, actor);
    return why ? { allowed: false, refusal: { code: why, message: textOf(why) } } : { allowed: true, refusal: null };
  };
  const ended = record.stage === 'returned' || record.stage === 'paper-done';
  const open = record.positions.length === 0 && !ended && record.invoice !== null;
  const inWork = record.positions.length === 0 && !ended && record.stage !== 'reading';
  const closed: May['order'] = { allowed: false, refusal: null };
  return {
    assign: open && mayAssign(actor, record),
    code: open && record.unitId !== null && mayCode(actor, record),
    certify: {
      factual: answer({ ...common, kind: 'certify', certificate: 'factual' }),
      arithmetical: answer({ ...common, kind: 'certify', certificate: 'arithmetical' }),
    },
    order: answer({ ...common, kind: 'order' }),
    // the reason is asked for when the button is pressed
    object: inWork && record.stage !== 'clarify' ? answer({ ...common, kind: 'object', reason: 'asked' }) : closed,
    return: inWork ? answer({ ...common, kind: 'return', reason: 'asked' }) : closed,
    release: answer({ ...common, kind: 'release' }),
    paper: record.stage === 'paper' && mayHandlePaper(actor, record),
  };
}
