import { type SealedPage, type SealedQuery, type SealedRow, Stage } from '@libs/contracts';
import { Database, machineOf, type SealedRow as Row } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { berlinDay } from '../berlin';
import { neutral } from '../exports/neutral';
import { owedOf } from '../exports/owed';
import { Refused } from '../refusal';
import { moneyText } from './coding';

/**
 * The cases of sealed units for those who carry them there and hand them over: to the desk number, unit and day of arrival, to finance
 * what stands in its files as well. All of them whatever their stage, so that nobody learns by the list how far one is.
 */
@Injectable()
export class ShowSealedCases {
  constructor(private readonly database: Database) {}

  run(actor: Actor, { cursor, limit }: SealedQuery): Promise<SealedPage> {
    const view = viewFor(actor);
    return this.database.transaction(machineOf(actor.entityId), async (tx) => {
      // the own sealed units are seen in full, in the worklist
      const rows = await tx.cases.sealedPage(actor.units, cursor, limit + 1);
      const shown = rows.slice(0, limit);
      return { items: shown.map(view), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
    });
  }
}

/** Roles in the whole entity alone: one in a unit reaches no other. */
function viewFor(actor: Actor): (row: Row) => SealedRow {
  const holds = (role: string): boolean => actor.roles.some((grant) => grant.role === role && grant.unit === null);
  if (holds('finance')) return forFinance;
  if (holds('clerk')) return forDesk;
  throw new Refused('forbidden', 'no-power-to-see-sealed', {
    de: 'Die Liste der versiegelten Vorgänge ist für die Rechnungsstelle und die Finanzbuchhaltung. Es wird nichts gezeigt. Bitte wenden Sie sich bei Fragen an die Stelle selbst.',
    en: 'The list of sealed cases is for the invoice desk and the finance office. Nothing is shown. Turn to the unit itself with questions.',
  });
}

const forDesk = ({ id, number, unit, receivedAt }: Row) => ({
  id,
  number,
  unit: { id: unit?.id ?? id, number: unit?.number ?? '–', name: unit?.name ?? '–' },
  since: berlinDay(receivedAt),
});

const forFinance = (row: Row) => ({
  ...forDesk(row),
  stage: Stage.parse(row.stage),
  gross: row.gross === null ? null : moneyText(owedOf(row)),
  currency: row.currency,
  creditorAccount: row.creditor?.account ?? null,
  text: neutral(row).seller ?? '',
});
