import { type Sight } from '@libs/db';
import { hears } from './hears';
import { type Announcement } from './watch-house';

const desk: Sight = { entityId: 'town', reach: 'unsealed', units: [], personId: 'p' };
const school: Sight = { ...desk, reach: 'own', units: ['40'] };
const youth: Sight = { ...desk, reach: 'own', units: ['51'] };
const nobody: Sight = { ...desk, reach: 'own', units: [] };
const machine: Sight = { ...desk, reach: 'everything' };

const said = (more: Partial<Announcement>): Announcement => ({
  entity: 'town',
  kind: 'case',
  id: 'x',
  seals: [],
  ...more,
});
const who = (announcement: Announcement): string[] =>
  Object.entries({ desk, school, youth, nobody, machine }).flatMap(([name, sight]) =>
    hears(sight, announcement) ? [name] : [],
  );

test.each<[string, Partial<Announcement>, string[]]>([
  ['a case without a unit', { unit: null }, ['desk', 'machine']],
  ['a case of a unit', { unit: '40' }, ['desk', 'school', 'machine']],
  ['a case of a sealed unit', { unit: '51', seals: ['51'] }, ['youth', 'machine']],
  ['an arrival', { kind: 'arrival', person: null }, ['desk', 'machine']],
  [
    'an arrival that they handed in',
    { kind: 'arrival', person: 'p' },
    ['desk', 'school', 'youth', 'nobody', 'machine'],
  ],
  ['a sealed arrival, whoever handed it in', { kind: 'arrival', person: 'p', seals: ['51'] }, ['youth', 'machine']],
  ['a mail with two sealed parts', { kind: 'arrival', seals: ['51', '53'] }, ['machine']],
  ['a batch', { kind: 'export' }, ['desk', 'machine']],
  ['another town', { entity: 'village', unit: '40' }, []],
])('%s', (_, announcement, expected) => {
  expect(who(said(announcement))).toEqual(expected);
});

describe('a case that moves is told once more to those who saw it where it was', () => {
  const moved = (unit: string, seals: string[], left: Announcement['left']) => who(said({ unit, seals, left }));

  test('from the desk into a sealed unit', () => {
    expect(moved('51', ['51'], { unit: null, sealed: false })).toEqual(['desk', 'youth', 'machine']);
  });
  test('from a unit into a sealed one', () => {
    expect(moved('51', ['51'], { unit: '40', sealed: false })).toEqual(['desk', 'school', 'youth', 'machine']);
  });
  test('from one sealed unit into another', () => {
    expect(moved('53', ['53'], { unit: '51', sealed: true })).toEqual(['youth', 'machine']);
  });
});
