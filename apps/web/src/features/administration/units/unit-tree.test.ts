import type { Unit } from '@libs/contracts';
import { branches, familyOf } from './unit-tree';

const aUnit = (number: string, parentId: string | null = null): Unit => ({
  ...{ id: number, number, name: number, leitwegId: null, parentId },
  ...{ live: true, sealed: false, version: 1 },
});

test('a tree is read from top to bottom, by number, as people count', () => {
  const units = [aUnit('100'), aUnit('41', '4'), aUnit('4'), aUnit('9'), aUnit('401', '40'), aUnit('40', '4')];
  expect(branches(units).map(({ unit, depth, parent }) => [unit.number, depth, parent?.number])).toEqual([
    ['4', 0, undefined],
    ['40', 1, '4'],
    ['401', 2, '40'],
    ['41', 1, '4'],
    ['9', 0, undefined],
    ['100', 0, undefined],
  ]);
});

test('a unit whose parent is missing is not lost', () => {
  expect(branches([aUnit('41', 'gone')]).map(({ depth }) => depth)).toEqual([0]);
});

test('a family is the unit and all below it', () => {
  const units = [aUnit('4'), aUnit('40', '4'), aUnit('401', '40'), aUnit('5')];
  expect([...familyOf(units, '40')]).toEqual(['40', '401']);
  expect([...familyOf(units, '4')]).toEqual(['4', '40', '401']);
});
