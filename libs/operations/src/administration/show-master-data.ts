import { type BudgetLine, type Creditor } from '@libs/contracts';
import { Database, machineOf } from '@libs/db';
import { Decimal } from '@libs/money';
import { Injectable } from '@nestjs/common';
import { type Actor, worksOnInvoices } from '../actor';
import { moneyText } from '../cases/coding';
import { Refused } from '../refusal';

/** Budget lines and creditors, for those who assign and code. */
@Injectable()
export class ShowMasterData {
  constructor(private readonly database: Database) {}

  /** What is used is the sum over all cases, seen or not; lines of sealed units are for those units alone. */
  budgetLines(actor: Actor): Promise<BudgetLine[]> {
    requireInvoiceWork(actor);
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
    requireInvoiceWork(actor);
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

function requireInvoiceWork(actor: Actor): void {
  if (worksOnInvoices(actor)) return;
  throw new Refused('forbidden', 'no-power-to-see-master-data', {
    de: 'Haushaltsstellen und Kreditoren sehen nur Personen, die mit Rechnungen arbeiten. Bitte wenden Sie sich an die Finanzbuchhaltung.',
    en: 'Budget lines and creditors are for people who work on invoices. Turn to the finance office.',
  });
}
