import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Database } from '@libs/db';
import { Client } from 'pg';
import { mailWith } from '../../support/envelopes';
import { type House, openHouse } from '../../support/house';
import { atRest } from '../../support/processes';
import { oneLine, walkIn } from '../../support/walk';
import { ublInvoice } from '../../support/xrechnung-xml';
import { type Acknowledgement } from '../load/acknowledged';
import { partsOf } from '../plan/mail-parts';
import { check, type Evidence, type Violations } from './checker';
import { readFacts } from './facts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A small town in order, as the checker judges it, and as the outside world remembers it. */
export type Town = {
  readonly house: House;
  /** Signed in as the owner of the tables. */
  readonly client: Client;
  readonly list: readonly Acknowledgement[];
  readonly tried: Evidence['tried'];
  readonly judged: (more?: Partial<Evidence>) => Promise<Violations>;
  readonly close: () => Promise<void>;
};

/** Two invoices handed over, one ordered, one certified, one coded, a mail of two files, a picture, a repetition. */
export async function openTown(): Promise<Town> {
  const list: Acknowledgement[] = [];
  const tried: Evidence['tried'][number][] = [];
  const house = await openHouse();
  await house.startWorker();

  const walk = walkIn(house);
  const sent = async (content: string, key: string, fileName?: string, parts?: string[]): Promise<string> => {
    const id = await house.upload(content, fileName);
    const { number } = await house.arrivals.show(await house.person('clerk'), id);
    const arrival = { channel: 'upload', sha256: sha256(content), key, id, number, at: 0 } as const;
    list.push({ kind: 'arrival', ...arrival, ...(parts ? { parts } : {}) });
    tried.push({ key, sha256: sha256(content), channel: 'upload' });
    return id;
  };
  const arrived: string[] = [];
  for (const number of ['1', '2', '3', '4']) {
    const content = ublInvoice({ number: `P-${number}` });
    arrived.push(await walk.settled(await sent(content, `key-${number}`)));
  }
  await sent(ublInvoice({ number: 'P-1' }), 'key-again');
  const mail = mailWith('Post', [
    { name: 'a.xml', type: 'application/xml', bytes: ublInvoice({ number: 'P-5' }) },
    { name: 'b.xml', type: 'application/xml', bytes: ublInvoice({ number: 'P-6' }) },
  ]);
  await sent(mail, 'key-mail', 'E-Mail.eml', partsOf(Buffer.from(mail)));
  await sent('\x89PNG\r\n\x1a\n', 'key-scan', 'scan.png');
  for (const caseId of arrived) await walk.code(caseId, oneLine());
  for (const caseId of arrived.slice(0, 3)) {
    await walk.certify('certifier', caseId, 'factual');
    await walk.certify('clerk', caseId, 'arithmetical');
  }
  for (const caseId of arrived.slice(0, 2)) await walk.order('head', caseId);
  const batchId = await walk.handOver();
  await house.acknowledge.run(await house.person('finance'), batchId, { refused: [] });
  await walk.order('deputy', arrived[2]!);
  await atRest(house);

  const client = new Client({ connectionString: house.testDatabase.ownerUrl });
  await client.connect();
  const rows = async (sql: string) => (await client.query(sql)).rows as Record<string, string>[];
  for (const { caseId, act, certificate, covers, person } of await rows(
    'SELECT case_id AS "caseId", kind AS act, certificate, covers, person_id AS person FROM act',
  ))
    list.push({
      kind: 'act',
      caseId: caseId!,
      act: act!,
      certificate: certificate!,
      covers: covers!,
      person: person!,
      at: 0,
    });
  const [batch] = await rows('SELECT id, number FROM export_batch');
  list.push(
    { kind: 'batch', id: batch!['id']!, number: batch!['number']!, at: 0 },
    { kind: 'receipt', batchId, at: 0 },
  );
  const [head] = await rows('SELECT seq::text, hash FROM audit_head');
  list.push({ kind: 'head', seq: head!['seq']!, hash: head!['hash']!, at: 0 });

  // as `audit verify` does: the owner, whom no policy sends to tables that the damage holds
  const owner = new Database({ url: house.testDatabase.ownerUrl, maxConnections: 2 });
  const judged = async (more: Partial<Evidence> = {}): Promise<Violations> =>
    check(await readFacts(client, house.entityId), {
      entityId: house.entityId,
      database: owner,
      archiveFolder: join(house.folder, 'archive', house.entityId),
      acknowledged: list,
      tried,
      hiddenDelays: [],
      ...more,
    });
  const close = async (): Promise<void> => {
    await client.end();
    await owner.close();
    await house.close();
  };
  return { house, client, list, tried, judged, close };
}
