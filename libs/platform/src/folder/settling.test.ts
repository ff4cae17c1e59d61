import { Settling } from './settling';
import { isUnfinished, type Sight } from './sight';

const aSight = (more: Partial<Sight> = {}): Sight => ({
  raw: Buffer.from('Rechnung.xml'),
  name: 'Rechnung.xml',
  kind: 'file',
  inode: 7n,
  size: 100n,
  modified: 5n,
  ...more,
});

describe('a file is complete', () => {
  test('when it did not change for two seconds, by our looks and not by its own time', () => {
    const settling = new Settling();
    const old = aSight({ modified: 0n }); // a server whose clock is behind: the file is being written right now
    expect(settling.complete([old], 10_000)).toEqual([]);
    expect(settling.complete([old], 11_000)).toEqual([]);
    expect(settling.complete([old], 12_000)).toEqual([old]);
    expect(settling.complete([old], 13_000)).toEqual([old]);
  });

  test.each<[string, Partial<Sight>]>([
    ['size', { size: 101n }],
    ['time', { modified: 6n }],
    ['file under the same name', { inode: 8n }],
  ])('not yet when it has another %s than before', (_what, change) => {
    const settling = new Settling();
    settling.complete([aSight()], 0);
    expect(settling.complete([aSight(change)], 2_000)).toEqual([]);
    expect(settling.complete([aSight(change)], 3_999)).toEqual([]);
    expect(settling.complete([aSight(change)], 4_000)).toHaveLength(1);
  });

  test('later when it is empty: many programs fill it only when the page is scanned', () => {
    const settling = new Settling();
    const empty = aSight({ size: 0n });
    settling.complete([empty], 0);
    expect(settling.complete([empty], 9_999)).toEqual([]);
    expect(settling.complete([empty], 10_000)).toEqual([empty]);
  });

  test('not by the looks of an earlier file of that name', () => {
    const settling = new Settling();
    settling.complete([aSight()], 0);
    settling.complete([], 2_000);
    expect(settling.complete([aSight()], 3_000)).toEqual([]);
  });
});

test.each([
  ['.Rechnung.xml.x7Gh', true],
  ['Rechnung.pdf.part', true],
  ['Rechnung.pdf.PART', true],
  ['Rechnung.pdf.filepart', true],
  ['scan.tmp', true],
  ['Rechnung.pdf', false],
  ['part', false],
  ['tmp.xml', false],
  ['Teil.part.xml', false],
])('%s is unfinished by its name: %p', (name, expected) => {
  expect(isUnfinished(Buffer.from(name))).toBe(expected);
});
