import { AccountPlaces } from './repositories/account-places';
import { AccountRepository } from './repositories/accounts';
import { ArrivalRepository } from './repositories/arrivals';
import { AuditLog } from './audit-log';
import { ApiTokenRepository } from './repositories/api-tokens';
import { CaseRepository } from './repositories/cases';
import { DirectoryRepository } from './repositories/directory';
import { DoorRepository } from './repositories/doors';
import { OperatedEntities } from './repositories/entities';
import { EntityRepository } from './repositories/entity-settings';
import { ExportRepository } from './repositories/exports';
import { GroupRepository } from './repositories/groups';
import { IdempotencyRepository } from './repositories/idempotency';
import { MasterDataRepository } from './repositories/master-data';
import { NumberRepository } from './repositories/numbers';
import { OneTimeKeys } from './repositories/one-time-keys';
import { PasskeyRepository } from './repositories/passkeys';
import { PeopleRepository } from './repositories/people';
import { ProviderPeople } from './repositories/provider-people';
import { ProposalRepository } from './repositories/proposals';
import { RoleGrantRepository } from './repositories/role-grants';
import { StoredFileRepository } from './repositories/stored-files';
import { UnitRepository } from './repositories/units';
import { WorkRepository } from './repositories/work';
import { type Client } from './client';
import { type Sight, unitsText } from './sight';

/** One transaction of one entity: the repositories over it. */
export class Tx {
  readonly arrivals: ArrivalRepository;
  readonly cases: CaseRepository;
  readonly people: PeopleRepository;
  readonly accounts: AccountRepository;
  readonly accountPlaces: AccountPlaces;
  readonly passkeys: PasskeyRepository;
  readonly providerPeople: ProviderPeople;
  readonly directory: DirectoryRepository;
  readonly roleGrants: RoleGrantRepository;
  readonly groups: GroupRepository;
  readonly units: UnitRepository;
  readonly entity: EntityRepository;
  readonly proposals: ProposalRepository;
  readonly entities: OperatedEntities;
  readonly apiTokens: ApiTokenRepository;
  readonly oneTimeKeys: OneTimeKeys;
  readonly doors: DoorRepository;
  readonly masterData: MasterDataRepository;
  readonly exports: ExportRepository;
  readonly numbers: NumberRepository;
  readonly files: StoredFileRepository;
  readonly work: WorkRepository;
  readonly audit: AuditLog;
  readonly idempotency: IdempotencyRepository;
  readonly entityId: string;
  /** What was done in other entities within the same transaction. */
  readonly others: Tx[] = [];
  private readonly news = new Map<string, News>();

  constructor(
    readonly client: Client,
    private readonly sight: Sight,
    /** When this transaction began, by the clock of the database: one for all processes, whatever their machines believe. */
    readonly now: Date,
  ) {
    const { entityId } = sight;
    this.entityId = entityId;
    this.arrivals = new ArrivalRepository(client, entityId);
    this.cases = new CaseRepository(client, entityId);
    this.people = new PeopleRepository(client, entityId);
    this.accounts = new AccountRepository(client, entityId);
    this.accountPlaces = new AccountPlaces(client, entityId);
    this.passkeys = new PasskeyRepository(client, entityId);
    this.providerPeople = new ProviderPeople(client, entityId);
    this.directory = new DirectoryRepository(client, entityId);
    this.roleGrants = new RoleGrantRepository(client, entityId);
    this.groups = new GroupRepository(client, entityId);
    this.units = new UnitRepository(client, entityId);
    this.entity = new EntityRepository(client, entityId);
    this.proposals = new ProposalRepository(client, entityId);
    this.entities = new OperatedEntities(client, entityId);
    this.apiTokens = new ApiTokenRepository(client, entityId);
    this.oneTimeKeys = new OneTimeKeys(client);
    this.doors = new DoorRepository(client, entityId);
    this.masterData = new MasterDataRepository(client, entityId);
    this.exports = new ExportRepository(client, entityId);
    this.numbers = new NumberRepository(client, entityId);
    this.files = new StoredFileRepository(client, entityId);
    this.work = new WorkRepository(client, entityId);
    this.audit = new AuditLog(client, entityId);
    this.idempotency = new IdempotencyRepository(client, entityId);
  }

  /**
   * Goes on in another entity and comes back: what is done on both sides is stored together or not at all. Only along an
   * account, or where an entity is founded; whoever catches what `task` throws must let the whole transaction fail.
   */
  async elsewhere<T>(sight: Sight, task: (there: Tx) => Promise<T>): Promise<T> {
    const there = new Tx(this.client, sight, this.now);
    await enter(this.client, sight);
    const done = await task(there);
    await there.tell();
    this.others.push(there, ...there.others);
    await enter(this.client, this.sight);
    return done;
  }

  /** The rest of this transaction sees this unit too: who gives a case to a sealed unit finishes that, and no more. */
  async handOverTo(unitId: string): Promise<void> {
    const units = unitsText([...this.sight.units, unitId]);
    await this.client.$executeRaw`SELECT set_config('app.units', ${units}, true)`;
  }

  /** Tells the open screens of those who may see it that something changed; delivered when the transaction commits. */
  announce(kind: News['kind'], id: string): void {
    this.news.set(`${kind} ${id}`, { ...this.news.get(`${kind} ${id}`), kind, id });
  }

  /** A case, named as it was before, went from its unit (null: from none) to another: those who saw it there must hear that they no longer do. */
  announceMove({
    id,
    unitId,
    seal,
  }: {
    readonly id: string;
    readonly unitId: string | null;
    readonly seal: string | null;
  }): void {
    this.news.set(`case ${id}`, { kind: 'case', id, left: { unit: unitId, sealed: seal !== null } });
  }

  /** Hands over what was announced; called once, before the commit. */
  async tell(): Promise<void> {
    if (this.news.size === 0) return;
    const news = JSON.stringify([...this.news.values()]);
    await this.client.$executeRaw`
      SELECT pg_notify('live', json_build_object('entity', ${this.entityId}::text, 'kind', n.kind, 'id', n.id,
        'unit', c.unit_id, 'person', a.submitted_by_id, 'left', n."left", 'seals', (SELECT coalesce(json_agg(s.unit_id), '[]') FROM sealed_subject s
          WHERE s.entity_id = ${this.entityId}::uuid AND s.subject_id = n.id))::text)
      FROM json_to_recordset(${news}::json) AS n(kind text, id uuid, "left" json)
      LEFT JOIN invoice_case c ON c.entity_id = ${this.entityId}::uuid AND c.id = n.id AND n.kind = 'case'
      LEFT JOIN arrival a ON a.entity_id = ${this.entityId}::uuid AND a.id = n.id AND n.kind = 'arrival'`;
  }
}

/** Names the entity and what is seen of it, for the rest of the transaction. */
async function enter(client: Client, sight: Sight): Promise<void> {
  await client.$executeRaw`
    SELECT set_config('app.entity', ${sight.entityId}, true), set_config('app.reach', ${sight.reach}, true),
      set_config('app.units', ${unitsText(sight.units)}, true), set_config('app.person', ${sight.personId ?? ''}, true)`;
}

type News = {
  readonly kind: 'case' | 'arrival' | 'export';
  readonly id: string;
  /** Where it was, if it moved. */
  readonly left?: { readonly unit: string | null; readonly sealed: boolean };
};
