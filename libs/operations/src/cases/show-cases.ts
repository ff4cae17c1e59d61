import {
  type CaseDetail,
  type CasePage,
  type CaseQuery,
  type CaseView,
  Day,
  type SealedCase,
  Uuid,
} from '@libs/contracts';
import {
  CaseRepository,
  type CaseFilter,
  type CaseScope,
  Database,
  type LateDoor,
  type ListPosition,
  machineOf,
} from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor, hasRole, unitsOf } from '../actor';
import { DELAYED_SECONDS, DOOR_SECONDS } from '../intake/delayed';
import { machineSteps } from '../pipeline';
import { cursorUnknown, type Refused } from '../refusal';
import { detailView, rowView } from './case-view';
import { caseNotFound, caseSealed } from './locked-case';
import { searched } from './searched';
import { timelineOf } from './timeline';

/** The worklist and the case page. */
@Injectable()
export class ShowCases {
  constructor(private readonly database: Database) {}

  page(actor: Actor, query: CaseQuery): Promise<CasePage> {
    return this.database.transaction(actor, async (tx) => {
      const filter = { ...filterOf(actor, query.view), ...searched(query.q) };
      const rows = await tx.cases.page(filter, positionFrom(query.cursor), query.limit + 1);
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      const now = tx.now;
      const stages = await tx.cases.stages();
      const counts: Record<string, number> = {
        mine: await tx.cases.count(filterOf(actor, 'mine')),
        all: stages.reduce((sum, { count }) => sum + count, 0),
        ...Object.fromEntries(stages.map(({ stage, count }) => [stage, count])),
      };
      const delayed = delayedView(
        await tx.work.olderThan(DELAYED_SECONDS, machineSteps),
        await tx.doors.late(DOOR_SECONDS),
      );
      return {
        items: shown.map((row) => rowView(row, now)),
        nextCursor: rows.length > shown.length && last ? cursorOf(CaseRepository.positionOf(last)) : null,
        counts,
        delayed,
      };
    });
  }

  show(actor: Actor, caseId: string): Promise<CaseDetail> {
    return this.database.transaction(actor, async (tx) => {
      const record = await tx.cases.find(caseId);
      const arrivalId = record?.documents[0]?.arrivalId;
      const arrival = arrivalId === undefined ? null : await tx.arrivals.row(arrivalId);
      if (!record || !arrival) throw await this.whyUnseen(actor, caseId);
      const rows = await tx.audit.about([caseId, arrival.id]);
      const names = await tx.people.names(rows.flatMap((row) => row.actorId ?? []));
      return detailView({ record, arrival, actor, now: tx.now, timeline: timelineOf(rows, names) });
    });
  }

  /** The case for whoever has just given it away: where it went to a sealed unit, number and unit only. */
  async handedOver(actor: Actor, caseId: string): Promise<CaseDetail | SealedCase> {
    return (await this.sealed(actor, caseId)) ?? this.show(actor, caseId);
  }

  /** Number and unit, for the desk and those who read for the whole entity; undefined where there is no seal before them. */
  private async sealed(actor: Actor, caseId: string): Promise<SealedCase | undefined> {
    if (actor.reach !== 'unsealed') return undefined;
    const found = await this.database.transaction(machineOf(actor.entityId), (tx) => tx.cases.sealed(caseId));
    return found && !actor.units.includes(found.unit.id) ? { ...found, sealed: true } : undefined;
  }

  private async whyUnseen(actor: Actor, caseId: string): Promise<Refused> {
    const sealed = await this.sealed(actor, caseId);
    return sealed ? caseSealed(sealed) : caseNotFound();
  }
}

/** What waits for this person, by role and unit. */
function waitingFor(actor: Actor): CaseScope[] {
  const scopes: CaseScope[] = [];
  if (hasRole(actor, ['clerk'], null)) {
    scopes.push({ stages: ['clarify', 'assign', 'code'] });
    scopes.push({ stages: ['paper'], unsent: true }); // to be printed; what was sent waits for nobody here
  }
  if (hasRole(actor, ['certifier'], null)) scopes.push({ stages: ['certify'], units: unitsOf(actor, 'certifier') });
  if (hasRole(actor, ['orderer'], null)) {
    scopes.push({ stages: ['order'], units: unitsOf(actor, 'orderer'), notCertifiedBy: actor.personId });
  }
  if (hasRole(actor, ['finance'], null)) scopes.push({ stages: ['export', 'handed-over'] });
  return scopes;
}

function filterOf(actor: Actor, view: CaseView): CaseFilter {
  if (view === 'mine') return { scopes: waitingFor(actor) };
  return { scopes: [{ stages: view === 'all' ? undefined : [view] }] };
}

function delayedView(work: { count: number; since: Date } | null, doors: readonly LateDoor[]): CasePage['delayed'] {
  const since = [work?.since, ...doors.map((door) => door.since)]
    .flatMap((one) => one ?? [])
    .sort((a, b) => a.getTime() - b.getTime())[0];
  return since
    ? {
        count: work?.count ?? 0,
        since: since.toISOString(),
        doors: doors.map((door) => ({ kind: door.kind, waiting: door.waiting, since: door.since.toISOString() })),
      }
    : null;
}

const cursorOf = ({ due, id }: ListPosition): string => `${due}_${id}`;

function positionFrom(cursor: string | undefined): ListPosition | undefined {
  if (cursor === undefined) return undefined;
  const [due, id, more] = cursor.split('_');
  if (more !== undefined || !Day.safeParse(due).success || !Uuid.safeParse(id).success) throw cursorUnknown();
  return due && id ? { due, id } : undefined;
}
