import { type ApiToken, MAX_TOKEN_DAYS, type MadeApiToken, type NewApiToken, Scope } from '@libs/contracts';
import { type ApiTokenRow, blindTo, Database } from '@libs/db';
import { hashToken, newToken } from '@libs/platform';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type Actor, actorOf } from '../actor';
import { type Answered } from '../answered';
import { notFound } from '../refusal';
import { accountStands } from './account-stands';

const DAY_MILLISECONDS = 86_400_000;
const USED_MILLISECONDS = 60_000;
/** By this a token is known for one, in a log or a file where it does not belong. */
const PREFIX = 'bf_';

/** What a token may be given, for commands as well. */
export { MAX_TOKEN_DAYS, Scope };

/** A program at the door, acting for a person. */
export type TokenBearer = { readonly actor: Actor; readonly scopes: readonly Scope[] };

/** Keys for programs. Only the hash is kept; rights are the person's of the day, narrowed by the scopes. */
@Injectable()
export class ApiTokens {
  constructor(private readonly database: Database) {}

  list(actor: Actor): Promise<ApiToken[]> {
    return this.database.transaction(actor, async (tx) => (await tx.apiTokens.ofPerson(actor.personId)).map(view));
  }

  make(actor: Actor, wanted: NewApiToken, answered?: Answered): Promise<MadeApiToken> {
    const token = PREFIX + newToken();
    const { name, days, scopes } = wanted;
    return this.database.transaction(actor, async (tx) => {
      const id = uuid();
      const row = {
        id,
        personId: actor.personId,
        name,
        scopes: [...new Set(scopes)],
        createdAt: tx.now,
        expiresAt: new Date(tx.now.getTime() + days * DAY_MILLISECONDS),
      };
      await tx.apiTokens.add({ ...row, tokenHash: hashToken(token) });
      await tx.audit.append({
        kind: 'token-made',
        actorId: actor.personId,
        subjectId: id,
        payload: { name, scopes: row.scopes, until: row.expiresAt.toISOString() },
      });
      await answered?.(tx, id);
      return { ...view({ ...row, entityId: actor.entityId, lastUsedAt: null, revokedAt: null }), token };
    });
  }

  /** The token that was made before, without its secret. */
  async made(actor: Actor, id: string): Promise<MadeApiToken> {
    const found = (await this.list(actor)).find((one) => one.id === id);
    if (!found) throw tokenNotFound();
    return { ...found, token: null };
  }

  revoke(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(actor, async (tx) => {
      if (!(await tx.apiTokens.revoke(id, actor.personId, tx.now))) throw tokenNotFound();
      await tx.audit.append({ kind: 'token-revoked', actorId: actor.personId, subjectId: id, payload: {} });
    });
  }

  /** Who is behind a token that still stands. */
  async resume(token: string): Promise<TokenBearer | undefined> {
    if (!token.startsWith(PREFIX)) return undefined;
    const [place] = await this.database.locateSignIn('token', hashToken(token));
    if (!place) return undefined;
    const found = await this.database.transaction(blindTo(place.entityId), async (tx) => {
      const row = await tx.apiTokens.standing(place.subjectId, tx.now);
      const person = row && (await tx.people.find(row.personId));
      if (!row || person?.disabledAt !== null) return undefined;
      // once a minute is enough to tell used from forgotten, and spares a write on each request
      if (tx.now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > USED_MILLISECONDS)
        await tx.apiTokens.used(row.id, tx.now);
      return { person, scopes: Scope.array().parse(row.scopes) };
    });
    if (!found || !(await accountStands(this.database, found.person))) return undefined;
    return { actor: actorOf(place.entityId, found.person), scopes: found.scopes };
  }
}

const tokenNotFound = () => notFound({ de: 'Diesen Zugriffsschlüssel', en: 'This token' });

const view = (row: ApiTokenRow): ApiToken => ({
  id: row.id,
  name: row.name,
  scopes: Scope.array().parse(row.scopes),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
