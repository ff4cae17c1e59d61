import { dataFolder } from './data-folder';

const around = { home: '/home/anna', dataHome: undefined };

describe('the data folder', () => {
  test('is the one named, seen from the current folder', () => {
    expect(dataFolder('/srv/daten', around, true)).toBe('/srv/daten');
    expect(dataFolder('daten', around, false)).toBe(`${process.cwd()}/daten`);
  });

  test('is the place of the system for root, of the user otherwise', () => {
    expect(dataFolder(undefined, around, true)).toBe('/var/lib/belegfluss');
    expect(dataFolder(undefined, around, false)).toBe('/home/anna/.local/share/belegfluss');
    expect(dataFolder(undefined, { ...around, dataHome: '/data' }, false)).toBe('/data/belegfluss');
  });

  test('must be named when the user has no home', () => {
    expect(() => dataFolder(undefined, { home: undefined, dataHome: undefined }, false)).toThrow(/--data/);
  });
});
