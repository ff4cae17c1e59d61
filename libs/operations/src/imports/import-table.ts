import { ImportCounts, type ImportResult, type ImportRow, type NewImport } from '@libs/contracts';
import { Database, type NewAuditEntry, type Tx } from '@libs/db';
import { hashToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { administering, requireAdministrator } from '../administration/administering';
import { type Answered } from '../answered';
import { Refused } from '../refusal';
import { accountsOfTable, planPeopleImport, storePeople } from './import-people';
import { planUnitsImport, storeUnits } from './import-units';
import { peopleColumns } from './plan-people';
import { unitColumns } from './plan-units';
import { readTable } from './read-table';
import { countsOf } from './row-report';

/** So many of the rows that do not fit are told; who corrects them asks again. */
const TOLD = 50;

type Planned = { readonly rows: readonly ImportRow[]; readonly store: (reason: string) => Promise<NewAuditEntry[]> };
type Read = { readonly ignored: readonly string[]; readonly plan: (tx: Tx) => Promise<Planned> };

/** People with their roles, or units, from a table: looked at first, then all rows in one transaction or none. */
@Injectable()
export class ImportTable {
  constructor(private readonly database: Database) {}

  async preview(actor: Actor, wanted: NewImport): Promise<ImportResult> {
    requireAdministrator(actor);
    const { ignored, plan } = await this.read(actor, wanted);
    const { rows } = await this.database.transaction(actor, plan);
    return { kind: wanted.kind, applied: false, counts: countsOf(rows), ignored: [...ignored], rows: [...rows] };
  }

  /** The counts of what was done, as text: what the same request is answered when it comes again. */
  async run(actor: Actor, wanted: NewImport, answered?: Answered): Promise<string> {
    requireAdministrator(actor);
    const { kind, csv, reason = '' } = wanted;
    const { plan } = await this.read(actor, wanted);
    return administering(this.database, actor, async (tx) => {
      const { rows, store } = await plan(tx);
      const counts = countsOf(rows);
      if (counts.wrong > 0) throw rowsWrong(rows);
      const entries = await store(reason);
      await tx.audit.append(
        { kind: 'import-applied', actorId: actor.personId, payload: { kind, counts, file: hashToken(csv), reason } },
        ...entries,
      );
      const done = JSON.stringify(counts);
      await answered?.(tx, done);
      return done;
    });
  }

  done(kind: NewImport['kind'], counts: string): ImportResult {
    return { kind, applied: true, counts: ImportCounts.parse(JSON.parse(counts)), ignored: [], rows: [] };
  }

  private async read(actor: Actor, { kind, csv }: NewImport): Promise<Read> {
    if (kind === 'units') {
      const table = readTable(csv, unitColumns);
      return {
        ignored: table.ignored,
        plan: async (tx) => {
          const plan = await planUnitsImport(tx, actor, table);
          return { rows: plan.rows, store: (reason) => storeUnits(tx, actor, plan, reason) };
        },
      };
    }
    const table = readTable(csv, peopleColumns);
    const accounts = await accountsOfTable(this.database, actor, table);
    return {
      ignored: table.ignored,
      plan: async (tx) => {
        const plan = await planPeopleImport(tx, actor, table, accounts);
        return { rows: plan.rows, store: (reason) => storePeople(tx, actor, plan, accounts, reason) };
      },
    };
  }
}

function rowsWrong(rows: readonly ImportRow[]): Refused {
  const wrong = rows.filter(({ state }) => state === 'wrong');
  return new Refused(
    'invalid',
    'import-rows-wrong',
    {
      de: `${wrong.length === 1 ? '1 Zeile passt' : `${wrong.length} Zeilen passen`} nicht. Es wurde nichts übernommen, auch nicht die anderen. Bitte sehen Sie sich die Vorschau an, berichtigen Sie die Datei und versuchen Sie es noch einmal.`,
      en: `${wrong.length === 1 ? '1 row does' : `${wrong.length} rows do`} not fit. Nothing was taken over, the others neither. Look at the preview, correct the file and try again.`,
    },
    { rows: wrong.slice(0, TOLD) },
  );
}
