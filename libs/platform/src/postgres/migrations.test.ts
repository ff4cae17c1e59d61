import { compareMigrations, type RecordedMigration } from './migrations';

const ours = [
  { name: '20260101000000_line', checksum: 'a' },
  { name: '20260201000000_search', checksum: 'b' },
];
const applied = (name: string, checksum: string, more: Partial<RecordedMigration> = {}): RecordedMigration => ({
  name,
  checksum,
  finished: true,
  rolledBack: false,
  ...more,
});
const [first, second] = [applied('20260101000000_line', 'a'), applied('20260201000000_search', 'b')];

describe('what stands between the database and this version', () => {
  test('an empty database lacks everything, in order', () => {
    expect(compareMigrations(ours, [])).toEqual({ kind: 'pending', names: ours.map(({ name }) => name) });
  });

  test('only what is missing is pending', () => {
    expect(compareMigrations(ours, [first])).toEqual({ kind: 'pending', names: ['20260201000000_search'] });
  });

  test('nothing is to do when all are applied', () => {
    expect(compareMigrations(ours, [second, first])).toEqual({ kind: 'current' });
  });

  test('a migration that was changed after it ran is named', () => {
    expect(compareMigrations(ours, [applied('20260101000000_line', 'x'), second])).toEqual({
      kind: 'changed',
      name: '20260101000000_line',
    });
  });

  test('a database of a newer version is recognised', () => {
    expect(compareMigrations(ours, [first, second, applied('20270101000000_later', 'c')])).toEqual({
      kind: 'unknown',
      name: '20270101000000_later',
    });
  });

  test('one that broke off blocks, one that was rolled back does not', () => {
    const broken = applied('20260201000000_search', 'b', { finished: false });
    expect(compareMigrations(ours, [first, broken])).toEqual({ kind: 'failed', name: '20260201000000_search' });
    expect(compareMigrations(ours, [first, { ...broken, rolledBack: true }])).toEqual({
      kind: 'pending',
      names: ['20260201000000_search'],
    });
    expect(compareMigrations(ours, [first, { ...broken, rolledBack: true }, second])).toEqual({ kind: 'current' });
  });
});
