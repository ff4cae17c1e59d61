import { ArrivalRepository } from './repositories/arrivals';
import { AuditLog } from './audit-log';
import { CaseRepository } from './repositories/cases';
import { ExportRepository } from './repositories/exports';
import { IdempotencyRepository } from './repositories/idempotency';
import { MasterDataRepository } from './repositories/master-data';
import { NumberRepository } from './repositories/numbers';
import { PeopleRepository } from './repositories/people';
import { StoredFileRepository } from './repositories/stored-files';
import { WorkRepository } from './repositories/work';
import { type Client } from './client';

/** One transaction of one entity: the repositories over it. */
export class Tx {
  readonly arrivals: ArrivalRepository;
  readonly cases: CaseRepository;
  readonly people: PeopleRepository;
  readonly masterData: MasterDataRepository;
  readonly exports: ExportRepository;
  readonly numbers: NumberRepository;
  readonly files: StoredFileRepository;
  readonly work: WorkRepository;
  readonly audit: AuditLog;
  readonly idempotency: IdempotencyRepository;

  constructor(
    readonly client: Client,
    readonly entityId: string,
  ) {
    this.arrivals = new ArrivalRepository(client, entityId);
    this.cases = new CaseRepository(client, entityId);
    this.people = new PeopleRepository(client, entityId);
    this.masterData = new MasterDataRepository(client, entityId);
    this.exports = new ExportRepository(client, entityId);
    this.numbers = new NumberRepository(client, entityId);
    this.files = new StoredFileRepository(client, entityId);
    this.work = new WorkRepository(client, entityId);
    this.audit = new AuditLog(client, entityId);
    this.idempotency = new IdempotencyRepository(client, entityId);
  }

  /** The time of the database: one clock for all processes, whatever their machines believe. */
  async now(): Promise<Date> {
    const [row] = await this.client.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
    return row?.now ?? new Date();
  }

  /** Tells the open screens of this entity that something changed; delivered when the transaction commits. */
  async announce(kind: 'case' | 'arrival' | 'export', id: string): Promise<void> {
    const payload = JSON.stringify({ entity: this.entityId, kind, id });
    await this.client.$executeRaw`SELECT pg_notify('live', ${payload})`;
  }
}
