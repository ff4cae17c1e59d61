import { Database, type Prisma } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { Refused } from '../refusal';

export type Answer = { readonly status: number; readonly body: unknown };

/** A request that was begun and never answered: after this its holder counts as dead. */
const STALE_SECONDS = 120;

/** Idempotency-Key: the same request sent again is not done again, its answer is told again. */
@Injectable()
export class RememberAnswers {
  constructor(private readonly database: Database) {}

  /** The answer given before, or undefined when this request is to be done now. */
  async begin(
    actor: Actor,
    key: string,
    route: string,
  ): Promise<{ status: number; body: unknown; bodyHash: string } | undefined> {
    const { entityId, personId } = actor;
    const row = await this.database.transaction(entityId, (tx) =>
      tx.idempotency.take(key, personId, route, STALE_SECONDS),
    );
    if (!row) return undefined;
    if (row.route !== route || row.personId !== personId) throw otherRequest();
    if (row.status === null || row.bodyHash === null) throw inProgress();
    return { status: row.status, body: row.answer, bodyHash: row.bodyHash };
  }

  async finish(
    actor: Actor,
    key: string,
    bodyHash: string,
    answer: { status: number; body: Prisma.InputJsonValue },
  ): Promise<void> {
    await this.database.transaction(actor.entityId, (tx) =>
      tx.idempotency.answer(key, bodyHash, answer.status, answer.body),
    );
  }

  /** What was refused may be tried again under the same key. */
  async release(actor: Actor, key: string): Promise<void> {
    await this.database.transaction(actor.entityId, (tx) => tx.idempotency.release(key));
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
