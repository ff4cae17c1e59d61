import { blindTo, Database, type GivenAnswer, type Tx } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { Refused } from '../refusal';

/** A request in work is marked every few seconds; one that was not marked for this long has lost its process. */
const STALE_SECONDS = 8;
const MARK_MILLISECONDS = 2_500;

/** Idempotency-Key: the same request sent again is not done again, its answer is told again. */
@Injectable()
export class RememberAnswers {
  private readonly inWork = new Map<string, NodeJS.Timeout>();

  constructor(private readonly database: Database) {}

  /** The answer given before, or undefined when this request is to be done now. */
  async begin(
    actor: Actor,
    key: string,
    route: string,
  ): Promise<{ status: number; body: unknown; bodyHash: string } | undefined> {
    const { personId } = actor;
    // a key without an answer means nothing after a crash; the answer, and with it the key, is committed for good
    const row = await this.database.transaction(
      actor,
      (tx) => tx.idempotency.take(key, personId, route, STALE_SECONDS),
      { forgettable: true },
    );
    if (!row) {
      this.keepMarked(actor.entityId, key);
      return undefined;
    }
    if (row.route !== route || row.personId !== personId) throw otherRequest();
    if (row.status === null || row.bodyHash === null) throw inProgress();
    return { status: row.status, body: row.answer, bodyHash: row.bodyHash };
  }

  /**
   * Stores the answer in the transaction of what was done: both are there or neither is, whatever dies meanwhile. Refuses
   * where the same request was taken over and done by another process, so that this transaction does it no second time.
   */
  async answered(tx: Tx, { personId }: Actor, key: string, route: string, answer: GivenAnswer): Promise<void> {
    if (!(await tx.idempotency.answer({ key, personId, route }, answer))) throw inProgress();
  }

  /** What was refused may be tried again under the same key. */
  async release(actor: Actor, key: string): Promise<void> {
    this.letGo(actor, key);
    await this.database.transaction(actor, (tx) => tx.idempotency.release(key));
  }

  /** The request is over, answered or not; its key is marked no more. */
  letGo({ entityId }: Actor, key: string): void {
    const held = `${entityId} ${key}`;
    clearInterval(this.inWork.get(held));
    this.inWork.delete(held);
  }

  private keepMarked(entityId: string, key: string): void {
    const mark = (): void => {
      // a mark that fails costs nothing but the key: at worst a repeated request is done beside this one
      void this.database
        .transaction(blindTo(entityId), (tx) => tx.idempotency.mark(key), { forgettable: true })
        .catch(() => undefined);
    };
    this.inWork.set(`${entityId} ${key}`, setInterval(mark, MARK_MILLISECONDS).unref());
  }
}

export const otherRequest = (): Refused =>
  new Refused('conflict', 'idempotency-key-reused', {
    de: 'Dieser Idempotency-Key gehört schon zu einer anderen Anfrage. Es wurde nichts getan. Bitte einen neuen Schlüssel verwenden.',
    en: 'This Idempotency-Key already belongs to another request. Nothing was done. Use a new key.',
  });

const inProgress = (): Refused =>
  new Refused(
    'conflict',
    'request-in-progress',
    {
      de: 'Dieselbe Anfrage wird gerade bearbeitet. Sie wurde nicht noch einmal begonnen. Bitte in einigen Sekunden wiederholen.',
      en: 'The same request is being worked on. It was not begun again. Repeat it in a few seconds.',
    },
    {},
    2,
  );
