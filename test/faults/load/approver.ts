import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaseDetail, CasePage, type NewAct } from '@libs/contracts';
import { Decimal } from '@libs/money';
import { type Random } from '../plan/random';
import { type AcknowledgedList } from './acknowledged';
import { type Answer, type Door } from './door';
import { type Journal } from './journal';

const budget = { account: '543100', product: '01.10.01', costCentre: '101000', taxKey: '9' };
const OBJECTIONS = 0.03;

/** Somebody of the town who works all the time: looks at what waits, codes, certifies, orders. 409 means: look again. */
export class Approver {
  private stopping = false;

  constructor(
    private readonly door: Door,
    private readonly list: AcknowledgedList,
    private readonly journal: Journal,
    private readonly random: Random,
    /** Whoever may order keeps from certifying, for the same case must not see both. */
    private readonly certifies: boolean,
  ) {}

  stop(): void {
    this.stopping = true;
  }

  async run(): Promise<void> {
    while (!this.stopping) {
      const worked = await this.work().catch((error: unknown) => {
        this.journal.complain(`a person could not work: ${String(error)}`);
        return false;
      });
      await sleep(worked ? this.random.between(60, 250) : this.random.between(300, 700));
    }
  }

  private async work(): Promise<boolean> {
    const page = await this.look('/cases?view=mine&limit=40');
    if (page === undefined) return false;
    const open = CasePage.parse(page).items.filter(({ stage }) => stage !== 'assign');
    if (open.length === 0) return false;
    const answer = await this.look(`/cases/${this.random.pick(open).id}`);
    return answer === undefined ? false : this.decide(CaseDetail.parse(answer));
  }

  private async decide(detail: CaseDetail): Promise<boolean> {
    const { may, stage } = detail;
    if (stage === 'code' && may.code) return this.code(detail);
    if (may.release.allowed && detail.reason?.code === 'objected') return this.act(detail, { kind: 'release' });
    if (may.order.allowed) return this.act(detail, { kind: 'order' });
    if (!this.certifies) return false;
    if (stage === 'certify' && may.object.allowed && this.random.chance(OBJECTIONS))
      return this.act(detail, { kind: 'object', reason: 'Die Leistung ist noch nicht erbracht.' });
    const certificate = (['factual', 'arithmetical'] as const).find((one) => may.certify[one].allowed);
    return certificate === undefined ? false : this.act(detail, { kind: 'certify', certificate });
  }

  private async code({ id, version, gross }: CaseDetail): Promise<boolean> {
    const answer = await this.door.insist(
      'coding',
      {
        method: 'PUT',
        path: `/cases/${id}/coding`,
        json: { lines: [{ ...budget, amount: Decimal.of(gross ?? '').toFixed(2) }] },
        headers: { 'if-match': `"${version}"` },
      },
      20,
    );
    return this.accepted(answer, `coding of ${id}`);
  }

  private async act({ id, contentHash }: CaseDetail, wanted: Omit<NewAct, 'covers'>): Promise<boolean> {
    const answer = await this.door.insist(
      'act',
      {
        method: 'POST',
        path: `/cases/${id}/acts`,
        json: { ...wanted, covers: contentHash },
        headers: { 'idempotency-key': randomUUID() },
      },
      40,
    );
    if (!this.accepted(answer, `${wanted.kind} of ${id}`)) return false;
    this.list.add({
      kind: 'act',
      caseId: id,
      act: wanted.kind,
      certificate: wanted.certificate ?? null,
      covers: contentHash,
      person: this.door.person,
      at: this.journal.now(),
    });
    return true;
  }

  private accepted(answer: Answer | undefined, what: string): boolean {
    if (answer === undefined || answer.status === 409) return false;
    if (answer.status < 300) return true;
    this.journal.complain(`${what} was answered ${answer.status}`);
    return false;
  }

  private async look(path: string): Promise<unknown> {
    const answer = await this.door.insist('look', { method: 'GET', path }, 20);
    return answer?.status === 200 ? answer.json : undefined;
  }
}
