import * as fc from 'fast-check';
import { unitRefusal, type UnitPlace, unitRefusalText } from './unit-rules';

const aUnit = (id: string, more: Partial<UnitPlace> = {}): UnitPlace => ({
  id,
  number: id,
  leitwegId: null,
  parentId: null,
  ...more,
});

test('numbers and Leitweg-IDs are of one unit only', () => {
  const others = [aUnit('40', { leitwegId: '053820072072-40001-45' }), aUnit('51')];
  expect(unitRefusal(aUnit('x', { number: '51' }), others)).toBe('number-taken');
  expect(unitRefusal(aUnit('x', { leitwegId: '053820072072-40001-45' }), others)).toMatch(/leitweg-id/);
  expect(unitRefusal(aUnit('x', { leitwegId: '04011000-1234512345-06' }), others)).toBeUndefined();
  const taken = [aUnit('40', { leitwegId: '04011000-1234512345-06' })];
  expect(unitRefusal(aUnit('x', { leitwegId: '04011000-1234512345-06' }), taken)).toBe('leitweg-id-taken');
});

test.each(['04011000-1234512345-07', '04011000', 'Amt 40', '', '04011000-1234512345-06-06'])(
  '%s is no Leitweg-ID',
  (leitwegId) => {
    expect(unitRefusal(aUnit('x', { leitwegId }), [])).toBe('leitweg-id-invalid');
  },
);

test('a unit lies below one that is there, and never below itself', () => {
  const others = [aUnit('1'), aUnit('11', { parentId: '1' }), aUnit('111', { parentId: '11' })];
  expect(unitRefusal(aUnit('2', { parentId: '111' }), others)).toBeUndefined();
  expect(unitRefusal(aUnit('2', { parentId: '3' }), others)).toBe('parent-unknown');
  expect(unitRefusal(aUnit('2', { parentId: '2' }), others)).toBe('unit-below-itself');
  const below = [aUnit('11', { parentId: '1' }), aUnit('111', { parentId: '11' })];
  expect(unitRefusal(aUnit('1', { parentId: '111' }), below)).toBe('unit-below-itself');
});

test('however units are moved, as far as it is allowed, the tree has no ring', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids, null)), { maxLength: 20 }),
      (moves) => {
        let units = ids.map((id) => aUnit(id));
        for (const [id, parentId] of moves) {
          const others = units.filter((one) => one.id !== id);
          if (unitRefusal(aUnit(id, { parentId }), others) === undefined) units = [...others, aUnit(id, { parentId })];
        }
        for (const { id } of units) {
          let steps = 0;
          for (let at: string | null = id; at !== null; at = units.find((one) => one.id === at)!.parentId)
            expect((steps += 1)).toBeLessThanOrEqual(ids.length);
        }
      },
    ),
  );
});

test('each refusal says cause, consequence and next step in both languages', () => {
  for (const code of [
    'number-taken',
    'leitweg-id-invalid',
    'leitweg-id-taken',
    'parent-unknown',
    'unit-below-itself',
  ] as const)
    for (const text of Object.values(unitRefusalText(code)))
      expect(text.match(/[.:](\s|$)/g)!.length).toBeGreaterThan(2);
});
