import { type BudgetLine, type Creditor, type Unit } from '@libs/contracts';
import { Database, machineOf } from '@libs/db';
import { Decimal } from '@libs/money';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { moneyText } from '../cases/coding';

/** Units, budget lines and creditors, for those who assign and code. */
@Injectable()
export class ShowMasterData {
  constructor(private readonly database: Database) {}

  units(actor: Actor): Promise<Unit[]> {
    return this.database.transaction(actor, async (tx) =>
      (await tx.masterData.units()).map(({ id, number, name, leitwegId }) => ({ id, number, name, leitwegId })),
    );
  }

  /** What is used is the sum over all cases, seen or not; lines of sealed units are for those units alone. */
  budgetLines(actor: Actor): Promise<BudgetLine[]> {
    return this.database.transaction(machineOf(actor.entityId), async (tx) => {
      const hidden = new Set(
        (await tx.masterData.units())
          .filter(({ id, sealed }) => sealed && !actor.units.includes(id))
          .map(({ id }) => id),
      );
      const key = (...parts: readonly (string | number)[]): string => parts.join('|');
      const use = await tx.masterData.budgetUse();
      const used = new Map(use.map((one) => [key(one.year, one.product, one.account, one.costCentre), one.used]));
      const lines = await tx.masterData.budgetLines();
      return lines
        .filter(({ unitId }) => unitId === null || !hidden.has(unitId))
        .map((line) => ({
          id: line.id,
          fiscalYear: line.fiscalYear,
          product: line.product,
          account: line.account,
          costCentre: line.costCentre,
          name: line.name,
          unitId: line.unitId,
          planned: line.planned.toFixed(2),
          used: moneyText(
            Decimal.of(used.get(key(line.fiscalYear, line.product, line.account, line.costCentre ?? '')) ?? '0'),
          ),
        }));
    });
  }

  creditors(actor: Actor, fragment: string | undefined): Promise<Creditor[]> {
    return this.database.transaction(actor, async (tx) =>
      (await tx.masterData.searchCreditors(fragment, 30)).map(({ id, account, name, vatId, city }) => ({
        id,
        account,
        name,
        vatId,
        city,
      })),
    );
  }
}
