import { randomUUID } from 'node:crypto';
import { CaseDetail, type NewAct } from '@libs/contracts';
import { Decimal } from '@libs/money';
import { fileOf } from '../plan/documents';
import { seconds, type World } from './fault';

/** Numbers for documents that faults send, far from those of the load. */
export const FIRST_OWN = 50_000;

/** An invoice that nobody has sent before. */
export async function anotherInvoice(world: Pick<World, 'seed' | 'random' | 'own'>) {
  const index = nextOwn(world);
  const unit = world.random.pick(['10', '23', '66']);
  return { index, file: await fileOf(world.seed, { index: FIRST_OWN + index, kind: 'ubl', unit }) };
}

export const nextOwn = ({ own }: Pick<World, 'own'>): number => (own.count += 1);

/**
 * A case that the fault itself carries to where it is needed; the people of the town may be faster with the last steps.
 * Undefined when the line is too slow for it.
 */
export async function ownCase(world: World, until: 'order' | 'export', patience = 8): Promise<string | undefined> {
  const { index, file } = await anotherInvoice(world);
  const sent = await world.senders.upload(file, `${world.seed}-own-${index}`);
  const end = world.journal.now() + patience;
  const caseId = await caseOf(world, sent.sha256, end);
  if (caseId === undefined) return undefined;
  await code(world, caseId);
  await act(world, 'certifier', caseId, { kind: 'certify', certificate: 'factual' });
  await act(world, 'clerk', caseId, { kind: 'certify', certificate: 'arithmetical' });
  if (until === 'export') await act(world, 'head', caseId, { kind: 'order' });
  return caseId;
}

/** Once it is read, checked and assigned. */
async function caseOf({ ground, journal }: World, sha256: string, end: number): Promise<string | undefined> {
  while (journal.now() < end) {
    const [row] = await ground.postgres.rows<{ id: string }>(
      `SELECT c.id FROM invoice_case c JOIN document d ON d.entity_id = c.entity_id AND d.case_id = c.id
       WHERE d.sha256 = $1 AND c.stage NOT IN ('reading', 'clarify', 'assign')`,
      [sha256],
    );
    if (row) return row.id;
    await seconds(0.1);
  }
  return undefined;
}

async function look({ people }: World, login: string, caseId: string): Promise<CaseDetail | undefined> {
  const answer = await people[login]?.insist('look', { method: 'GET', path: `/cases/${caseId}` }, 10);
  return answer?.status === 200 ? CaseDetail.parse(answer.json) : undefined;
}

async function code(world: World, caseId: string): Promise<void> {
  const detail = await look(world, 'clerk', caseId);
  if (detail?.stage !== 'code') return;
  const line = { account: '543100', product: '01.10.01', costCentre: '101000', taxKey: '9' };
  const json = { lines: [{ ...line, amount: Decimal.of(detail.gross ?? '').toFixed(2) }] };
  const headers = { 'if-match': `"${detail.version}"` };
  await world.people['clerk']?.insist('coding', { method: 'PUT', path: `/cases/${caseId}/coding`, json, headers }, 10);
}

async function act(world: World, login: string, caseId: string, wanted: Omit<NewAct, 'covers'>): Promise<void> {
  const detail = await look(world, login, caseId);
  if (!detail) return;
  const json = { ...wanted, covers: detail.contentHash };
  const headers = { 'idempotency-key': randomUUID() };
  await world.people[login]?.insist('act', { method: 'POST', path: `/cases/${caseId}/acts`, json, headers }, 10);
}
