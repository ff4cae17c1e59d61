import { type Insights, MAX_INSIGHT_DAYS, type NewInsight } from '@libs/contracts';
import { Database, type NewGrant, type Tx, type UnitRow } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor } from '../actor';
import { type Answered } from '../answered';
import { berlinDay, dayOf } from '../berlin';
import { Refused } from '../refusal';
import { belongsTo } from './belongs-to';
import { isHeld, unitOf } from './give-role';
import { grantFacts, grantView } from './grant-view';
import { ownRoles } from './role-rules';

const DAY_MILLISECONDS = 86_400_000;

/** Einsicht: the people of a sealed unit let an auditor look in, for a time. Administrators cannot. */
@Injectable()
export class GiveInsight {
  constructor(private readonly database: Database) {}

  list(actor: Actor, unitId: string): Promise<Insights> {
    return this.database.transaction(actor, async (tx) => {
      await ownSealedUnit(tx, actor, unitId);
      const rows = await tx.roleGrants.page({ unit: unitId, role: 'auditor', limit: 200 });
      const auditors = (await tx.people.holders('auditor')).filter(({ id }) => id !== actor.personId);
      return { items: rows.map(grantView), auditors };
    });
  }

  run(actor: Actor, unitId: string, wanted: NewInsight, answered?: Answered): Promise<string> {
    return this.database.transaction(actor, async (tx) => {
      const unit = await ownSealedUnit(tx, actor, unitId);
      await tx.entity.lock();
      const auditors = await tx.people.holders('auditor');
      if (wanted.auditor === actor.personId) throw ownRoles();
      if (!auditors.some(({ id }) => id === wanted.auditor)) throw noAuditor();

      const today = berlinDay(tx.now);
      const grant: NewGrant = {
        id: uuid(),
        personId: wanted.auditor,
        groupId: null,
        role: 'auditor',
        unitId,
        validFrom: dayOf(wanted.validFrom ?? today),
        validUntil: dayOf(wanted.validUntil),
        reason: wanted.reason,
        grantedAt: tx.now,
        grantedById: actor.personId,
        needsConfirmation: false,
      };
      requireShort(grant, today);
      if (isHeld(grant, await tx.roleGrants.page({ person: wanted.auditor, role: 'auditor', limit: 500 })))
        throw insightHeld();
      await tx.roleGrants.add([grant]);
      await tx.audit.append({
        kind: 'insight-given',
        actorId: actor.personId,
        subjectId: grant.id,
        payload: { ...grantFacts({ ...grant, unit }), reason: wanted.reason },
      });
      await answered?.(tx, grant.id);
      return grant.id;
    });
  }
}

async function ownSealedUnit(tx: Tx, actor: Actor, unitId: string): Promise<UnitRow> {
  const unit = await unitOf(tx, unitId);
  if (!belongsTo(actor, unitId)) {
    throw new Refused('forbidden', 'no-power-to-give-insight', {
      de: `Wer in die Stelle ${unit.number} blicken darf, bestimmen nur die Personen, die dort selbst feststellen oder anordnen. Es wurde nichts gezeigt oder geändert. Bitte wenden Sie sich an die Leitung der Stelle.`,
      en: `Who may look into unit ${unit.number} is for those to say who certify or order there themselves. Nothing was shown or changed. Turn to the head of the unit.`,
    });
  }
  if (unit.sealed) return unit;
  throw new Refused('conflict', 'unit-not-sealed', {
    de: `Die Stelle ${unit.number} ist nicht versiegelt: Die Rechnungsprüfung sieht ihre Vorgänge ohnehin. Es wurde nichts geändert; es ist nichts weiter zu tun.`,
    en: `Unit ${unit.number} is not sealed: auditors see its cases anyway. Nothing was changed; there is nothing more to do.`,
  });
}

function requireShort({ validFrom, validUntil }: NewGrant, today: string): void {
  const days = ((validUntil?.getTime() ?? 0) - (validFrom?.getTime() ?? 0)) / DAY_MILLISECONDS + 1;
  const fromToday = validFrom !== null && validFrom.toISOString().slice(0, 10) >= today;
  if (fromToday && days >= 1 && days <= MAX_INSIGHT_DAYS) return;
  throw new Refused('invalid', 'insight-days-wrong', {
    de: `Einsicht beginnt heute oder später und dauert höchstens ${MAX_INSIGHT_DAYS} Tage. Es wurde nichts gewährt. Bitte wählen Sie einen näheren letzten Tag.`,
    en: `Insight begins today or later and lasts at most ${MAX_INSIGHT_DAYS} days. Nothing was given. Choose an earlier last day.`,
  });
}

const noAuditor = (): Refused =>
  new Refused('conflict', 'not-an-auditor', {
    de: 'Diese Person gehört nicht zur Rechnungsprüfung. Es wurde nichts gewährt. Bitte wählen Sie jemanden aus der Rechnungsprüfung.',
    en: 'This person is no auditor. Nothing was given. Choose somebody of the audit office.',
  });

const insightHeld = (): Refused =>
  new Refused('conflict', 'role-held', {
    de: 'Diese Einsicht ist für diese Tage schon gewährt. Es wurde nichts geändert; es ist nichts weiter zu tun.',
    en: 'This insight has already been given for these days. Nothing was changed; there is nothing more to do.',
  });
