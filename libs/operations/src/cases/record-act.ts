import { type Act, type Certificate, refusal, refusalText, type Refusal, signedText } from '@libs/approval';
import { type Message, type NewAct } from '@libs/contracts';
import { type CaseRecord, Database, type Tx, violates } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { EntitySettings } from '../administration/entity-settings';
import { type Answered } from '../answered';
import { requireFreshProof } from '../people/fresh-proof';
import { Refused } from '../refusal';
import { signedFacts } from './signed-facts';
import { actsOf, dutyFor } from './duty';
import { lockedCase, requireOpen, requireVersion } from './locked-case';
import { settle } from './settle';

/** Adds a certificate, an order or another act. What was signed and what it sets off are stored together or not at all. */
@Injectable()
export class RecordAct {
  constructor(private readonly database: Database) {}

  /** `covers` says which content the person saw; `expectedVersion` which state of the case, if they said so. */
  async run(
    actor: Actor,
    caseId: string,
    wanted: NewAct,
    expectedVersion?: number,
    answered?: Answered,
  ): Promise<void> {
    try {
      await this.database.transaction(actor, async (tx) => {
        await this.record(tx, actor, caseId, wanted, expectedVersion);
        await answered?.(tx);
      });
    } catch (error) {
      const why = refusedByDatabase(error, wanted);
      throw why ? actRefused(why) : error;
    }
  }

  private async record(tx: Tx, actor: Actor, caseId: string, wanted: NewAct, expectedVersion?: number): Promise<void> {
    const record = await lockedCase(tx, caseId);
    const act = domainAct(wanted, actor);
    const why = refusalFor(record, act, actor);
    if (why) throw actRefused(why, record);
    requireVersion(record, expectedVersion);
    requireOpen(record);
    if (act.kind === 'certify' || act.kind === 'order') await requireProof(tx, actor);

    const now = tx.now;
    const text = signed(act, record);
    await tx.cases.addAct({
      id: uuid(),
      caseId,
      personId: actor.personId,
      kind: act.kind,
      certificate: act.kind === 'certify' ? act.certificate : null,
      covers: act.covers,
      at: now,
      reason: wanted.reason ?? null,
      ...(text ? { text } : {}),
    });
    if (act.kind === 'release') await tx.cases.change(caseId, { reason: null });
    await settle(tx, caseId, now);
    await tx.audit.append({
      kind: auditKind[act.kind],
      actorId: actor.personId,
      subjectId: caseId,
      payload: {
        certificate: act.kind === 'certify' ? act.certificate : null,
        covers: act.covers,
        reason: wanted.reason ?? null,
        text: text?.de ?? null,
      },
      told: { trace: record.traceId, ...(act.kind === 'certify' ? { certificate: act.certificate } : {}) },
    });
  }
}

/** Who signs is asked for their proof last: for what they may not do they need none. */
async function requireProof(tx: Tx, actor: Actor): Promise<void> {
  const entity = await tx.masterData.entity();
  const { freshMinutes } = EntitySettings.parse(entity?.settings).signing;
  if (freshMinutes !== null) requireFreshProof(actor, freshMinutes, tx.now);
}

const auditKind: Record<Act['kind'], string> = {
  certify: 'case-certified',
  order: 'case-ordered',
  object: 'case-objected',
  return: 'case-returned',
  release: 'case-released',
};

function domainAct({ kind, certificate, covers, reason }: NewAct, actor: Actor): Act {
  const common = { by: actor.personId, covers };
  switch (kind) {
    case 'certify':
      if (!certificate) throw certificateUnnamed();
      return { ...common, kind, certificate };
    case 'object':
    case 'return':
      return { ...common, kind, reason: reason ?? '' };
    case 'order':
    case 'release':
      return { ...common, kind };
  }
}

const certificateUnnamed = () =>
  new Refused('invalid', 'certificate-unnamed', {
    de: 'Es ist nicht angegeben, welche Feststellung gemeint ist. Es wurde nichts gespeichert. Bitte „factual“ oder „arithmetical“ angeben.',
    en: 'It is not said which certificate is meant. Nothing was stored. Name “factual” or “arithmetical”.',
  });

/** The domain's answer, and what only the facts of the case can tell: nothing is signed before it is coded. */
export function refusalFor(record: CaseRecord, act: Act, actor: Actor): Refusal | 'not-yet' | undefined {
  const duty = dutyFor(actor, record);
  const heldByMachine = record.stage === 'clarify' && record.reason !== null;
  if (act.kind === 'release' && heldByMachine && act.covers === record.contentHash) {
    if (!record.invoice) return 'not-yet';
    return duty.mayRelease(act.by) ? undefined : 'no-power-to-release';
  }
  const why = refusal(act, actsOf(record), record.contentHash, duty);
  if (why) return why;
  const signs = act.kind === 'certify' || act.kind === 'order';
  return signs && record.stage !== 'certify' && record.stage !== 'order' ? 'not-yet' : undefined;
}

const notYet: Message = {
  de: 'Dafür ist es zu früh: Erst muss der Beleg lesbar, einer Stelle zugeordnet und vollständig kontiert sein. Es wurde nichts gespeichert. Der Vorgang zeigt, was fehlt.',
  en: 'It is too early for that: first the document must be readable, assigned to a unit and fully coded. Nothing was stored. The case shows what is missing.',
};

export const textOf = (why: Refusal | 'not-yet'): Message => (why === 'not-yet' ? notYet : refusalText(why));

const forbidden = new Set<Refusal | 'not-yet'>([
  'no-power-to-certify',
  'no-power-to-order',
  'no-power-to-object',
  'no-power-to-return',
  'no-power-to-release',
]);

function actRefused(why: Refusal | 'not-yet', record?: CaseRecord): Refused {
  const kind = forbidden.has(why) ? 'forbidden' : why === 'reason-missing' ? 'invalid' : 'conflict';
  return new Refused(
    kind,
    why,
    textOf(why),
    record ? { contentHash: record.contentHash, version: record.version } : {},
  );
}

/** The database enforces the law too; it says so in the same words. */
function refusedByDatabase(error: unknown, wanted: NewAct): Refusal | undefined {
  if (violates(error, 'certifier_does_not_order')) {
    return wanted.kind === 'order' ? 'certifier-may-not-order' : 'orderer-may-not-certify';
  }
  if (violates(error, 'one_order_per_content')) return 'already-ordered';
  if (violates(error, 'one_certificate_per_content')) return 'already-certified';
  return undefined;
}

function signed(act: Act, record: CaseRecord): Message | undefined {
  if (act.kind === 'certify') return signedText({ kind: 'certify', certificate: act.certificate }, signedFacts(record));
  if (act.kind === 'order') return signedText({ kind: 'order' }, signedFacts(record));
  return undefined;
}

/** The text that a certificate would put on record. */
export const certificateText = (certificate: Certificate, record: CaseRecord): Message =>
  signedText({ kind: 'certify', certificate }, signedFacts(record));
