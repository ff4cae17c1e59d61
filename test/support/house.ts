import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Database, machineOf } from '@libs/db';
import {
  AcknowledgeExport,
  type Actor,
  actorOf,
  AssignByLeitwegId,
  AssignCase,
  CheckInvoice,
  CodeCase,
  ExportCases,
  OpenArrival,
  OpenMail,
  OpenOriginal,
  ParkWork,
  PasswordLinks,
  ProveArchive,
  ReadDocument,
  ReceiveDocuments,
  RecordAct,
  SendMail,
  seedDemo,
  ShowArrivals,
  ShowAudit,
  ShowCases,
  ShowExports,
  VerifyAudit,
} from '@libs/operations';
import {
  ChildPool,
  createLogger,
  FolderStorage,
  isMailResult,
  isReadResult,
  MailSender,
  openVault,
  type Storage,
} from '@libs/platform';
import { type StepHandler } from '@libs/queue';
import { createTestDatabase } from './database';
import { openQueue, type TestWorker, type TestWorkerOptions } from './queue';

const builtChild = join(process.cwd(), 'dist/apps/worker/apps/worker/src/child/main.js');

type HouseOptions = {
  readonly redisUrl?: string | undefined;
  /** The mail server that invitations go out by; `origin` stands in their links. */
  readonly mail?: { readonly url: string; readonly from: string; readonly origin: string };
  readonly archiveIn?: (dataDir: string) => Storage;
};

/** The demonstration town with everything but HTTP: real Postgres, real archive, real reading children. */
export async function openHouse({
  redisUrl,
  mail,
  archiveIn = (dataDir) => new FolderStorage(dataDir),
}: HouseOptions = {}) {
  if (!existsSync(builtChild)) throw new Error(`${builtChild} is missing: build first (npm run build:server).`);
  const testDatabase = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-house-'));
  const { entityId } = await seedDemo(testDatabase.ownerUrl, 'Kennwort der Probe', 2026);

  /** Tests look at everything, as the machine does. */
  const sight = machineOf(entityId);
  const queue = await openQueue(redisUrl);
  const database = new Database({ url: testDatabase.appUrl, maxConnections: 20, onDue: queue.onDue });
  const archive = archiveIn(folder);
  const log = createLogger('test', 'silent');
  const crash = { reach: () => undefined };
  const pool = new ChildPool({ entry: builtChild, size: 2, memoryMb: 512, log });
  const reader = {
    readXml: (bytes: Uint8Array) => pool.run({ kind: 'read-xml', bytes }, { seconds: 20, check: isReadResult }),
    readPdf: (bytes: Uint8Array) => pool.run({ kind: 'read-pdf', bytes }, { seconds: 30, check: isReadResult }),
    readMail: (bytes: Uint8Array) => pool.run({ kind: 'read-mail', bytes }, { seconds: 30, check: isMailResult }),
  };

  const links = new PasswordLinks(openVault({ dataDir: folder }), mail?.origin ?? '', mail !== undefined);
  const receive = new ReceiveDocuments(database, archive, crash);
  const openMail = new OpenMail(database, archive, reader);
  const steps: Record<string, { run: StepHandler }> = {
    receive: new OpenArrival(database, archive, openMail),
    read: new ReadDocument(database, archive, reader),
    check: new CheckInvoice(database),
    assign: new AssignByLeitwegId(database),
    prove: new ProveArchive(database, archive),
    mail: new SendMail(database, links, mail && new MailSender(mail), log),
  };
  const parkWork = new ParkWork(database);
  const own = (): ReadonlyMap<string, StepHandler> =>
    new Map(Object.entries(steps).map(([step, operation]) => [step, (work) => operation.run(work)]));

  const workers: TestWorker[] = [];

  /** A worker over this house; several may run at once. */
  const startWorker = async (options: Partial<TestWorkerOptions> = {}): Promise<TestWorker> => {
    const park: TestWorkerOptions['park'] = (work, why) => parkWork.run(work, why);
    const worker = await queue.startWorker({ database, handlers: own(), park, ...options });
    workers.push(worker);
    return worker;
  };

  /** Signs a demo person in, without the password: "clerk" is clerk@musterstadt.example. */
  const person = async (login: string): Promise<Actor> => {
    const row = await database.transaction(sight, async (tx) => {
      const found = await tx.client.person.findFirstOrThrow({ where: { email: `${login}@musterstadt.example` } });
      return tx.people.find(found.id);
    });
    if (!row) throw new Error(`Nobody is called ${login}.`);
    return actorOf(entityId, row);
  };

  /** Sends bytes in as an upload; the id of the arrival. */
  const upload = async (bytes: Uint8Array | string, fileName = 'Rechnung.xml'): Promise<string> => {
    const kept = await receive.keep(entityId, fileName, Readable.from([Buffer.from(bytes)]), 50 * 1024 * 1024);
    const [id] = await receive.run(entityId, { channel: 'upload', files: [kept] });
    if (id === undefined) throw new Error('The upload has no arrival.');
    return id;
  };

  return {
    entityId,
    sight,
    testDatabase,
    database,
    archive,
    folder,
    queue,
    steps,
    own,
    parkWork,
    receive,
    upload,
    person,
    startWorker,
    arrivals: new ShowArrivals(database),
    openOriginal: new OpenOriginal(database, archive),
    showAudit: new ShowAudit(database),
    cases: new ShowCases(database),
    assignCase: new AssignCase(database),
    codeCase: new CodeCase(database),
    recordAct: new RecordAct(database),
    exportCases: new ExportCases(database, archive, crash),
    acknowledge: new AcknowledgeExport(database),
    showExports: new ShowExports(database, archive),
    verifyAudit: new VerifyAudit(database),
    stopWorkers: async (): Promise<void> => {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
    close: async (): Promise<void> => {
      await queue.close();
      await pool.close();
      await database.close();
      await testDatabase.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type House = Awaited<ReturnType<typeof openHouse>>;

/** Waits until `probe` gives something, for at most `seconds`. */
export async function eventually<T>(probe: () => Promise<T | undefined>, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Nothing came within ${seconds} s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
