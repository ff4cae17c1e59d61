import type { Unit } from '@libs/contracts';

export type Branch = { readonly unit: Unit; readonly depth: number; readonly parent: Unit | undefined };

/** Units in the order of a tree that is read from top to bottom, each level by number. A unit whose parent is not there stands at the top. */
export function branches(units: readonly Unit[]): Branch[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const children = Map.groupBy(units, ({ parentId }) => (parentId !== null && byId.has(parentId) ? parentId : null));
  const inOrder = (a: Unit, b: Unit): number => a.number.localeCompare(b.number, 'de', { numeric: true });
  const below = (parent: Unit | undefined, depth: number): Branch[] =>
    (children.get(parent?.id ?? null) ?? [])
      .toSorted(inOrder)
      .flatMap((unit) => [{ unit, depth, parent }, ...below(unit, depth + 1)]);
  return below(undefined, 0);
}

/** The unit and all below it: none of them may stand above it. */
export function familyOf(units: readonly Unit[], id: string): ReadonlySet<string> {
  const family = new Set([id]);
  for (const { unit } of branches(units)) if (unit.parentId !== null && family.has(unit.parentId)) family.add(unit.id);
  return family;
}
