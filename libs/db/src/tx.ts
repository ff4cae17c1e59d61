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
  private readonly news = new Set<string>();

  constructor(
    readonly client: Client,
    readonly entityId: string,
    /** When this transaction began, by the clock of the database: one for all processes, whatever their machines believe. */
    readonly now: Date,
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

  /** Tells the open screens of this entity that something changed; delivered when the transaction commits. */
  announce(kind: 'case' | 'arrival' | 'export', id: string): void {
    this.news.add(JSON.stringify({ entity: this.entityId, kind, id }));
  }

  /** Hands over what was announced; called once, before the commit. */
  async tell(): Promise<void> {
    if (this.news.size === 0) return;
    await this.client.$executeRaw`SELECT pg_notify('live', news) FROM unnest(${[...this.news]}::text[]) AS news`;
  }
}
