import { drafts } from './browser-storage';

/** The list from which a case was opened, so that "4 von 38", previous and next work on the case page. */
export type Trail = { readonly href: string; readonly ids: readonly string[]; readonly total: number };

export function rememberTrail(trail: Trail): void {
  drafts.store('trail', JSON.stringify(trail));
}

export function currentTrail(): Trail | null {
  const text = drafts.load('trail');
  if (text === null) return null;
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null || !('href' in read) || !('ids' in read) || !('total' in read))
    return null;
  const { href, ids, total } = read;
  if (typeof href !== 'string' || typeof total !== 'number' || !Array.isArray(ids)) return null;
  return { href, total, ids: ids.filter((id) => typeof id === 'string') };
}

type Neighbours = { readonly before: string | undefined; readonly after: string | undefined };

/** The cases before and after this one in the list it was opened from. */
export function neighboursOf(id: string): Neighbours {
  const ids = currentTrail()?.ids ?? [];
  const at = ids.indexOf(id);
  return at === -1 ? { before: undefined, after: undefined } : { before: ids[at - 1], after: ids[at + 1] };
}
