import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numbered, reserve } from './free-name';
import { HotFolder } from './hot-folder';
import { type Sight } from './sight';

let root: string;
let folder: HotFolder;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'belegfluss-folder-'));
  folder = new HotFolder(root);
  await folder.prepare();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const day = '2026-11-27';
const put = (name: string | Buffer, content: string): void =>
  writeFileSync(Buffer.concat([Buffer.from(`${root}/inbox/`), Buffer.from(name)]), content);
const seen = async (): Promise<Sight> => {
  const [sight] = await folder.look();
  if (!sight) throw new Error('Nothing lies in the inbox.');
  return sight;
};
const bytes = async (sight: Sight): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of folder.read(sight)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};
const list = (...path: string[]): string[] => readdirSync(join(root, ...path)).sort();

describe('looking', () => {
  test('shows files, and what is none by its kind; not what is unfinished by its name', async () => {
    put('a.xml', 'a');
    put('.b.xml', 'b');
    put('c.pdf.part', 'c');
    mkdirSync(join(root, 'inbox', 'unter'));
    symlinkSync('/etc/passwd', join(root, 'inbox', 'link.xml'));
    execFileSync('mkfifo', [join(root, 'inbox', 'pipe.xml')]);
    const sights = await folder.look();
    expect(Object.fromEntries(sights.map(({ name, kind }) => [name, kind]))).toEqual({
      'a.xml': 'file',
      unter: 'folder',
      'link.xml': 'link',
      'pipe.xml': 'special',
    });
  });

  test('a folder above that is missing is not replaced: a share may not be mounted yet', async () => {
    await expect(new HotFolder(join(root, 'share', 'eingang')).prepare()).rejects.toThrow('ENOENT');
  });
});

describe('reading', () => {
  test('gives the bytes, also under a name that is no UTF-8', async () => {
    put(Buffer.from('M\xfcller.xml', 'latin1'), 'x'.repeat(600_000));
    const sight = await seen();
    expect(sight.name).toBe('Müller.xml');
    expect(await bytes(sight)).toBe('x'.repeat(600_000));
    expect(await folder.finish(sight, day)).toBe('moved');
    expect(readdirSync(join(root, 'done', day), { encoding: 'buffer' })).toEqual([
      Buffer.from('M\xfcller.xml', 'latin1'),
    ]);
  });

  test.each<[string, () => void]>([
    ['written to', () => appendFileSync(join(root, 'inbox', 'a.xml'), 'more')],
    ['taken away', () => rmSync(join(root, 'inbox', 'a.xml'))],
    [
      'replaced by a link',
      () => {
        rmSync(join(root, 'inbox', 'a.xml'));
        symlinkSync('/etc/passwd', join(root, 'inbox', 'a.xml'));
      },
    ],
    [
      'replaced by a pipe',
      () => {
        rmSync(join(root, 'inbox', 'a.xml'));
        execFileSync('mkfifo', [join(root, 'inbox', 'a.xml')]);
      },
    ],
  ])('fails when the file was %s meanwhile', async (_what, change) => {
    put('a.xml', 'content');
    const sight = await seen();
    change();
    await expect(bytes(sight)).rejects.toMatchObject({ name: 'FileFailed', why: 'changed' });
  });

  test('fails at the end when it grew while it was read', async () => {
    put('a.xml', 'x'.repeat(400_000));
    const reading = folder.read(await seen());
    await reading.next();
    appendFileSync(join(root, 'inbox', 'a.xml'), 'more');
    const rest = async (): Promise<void> => {
      while (!(await reading.next()).done);
    };
    await expect(rest()).rejects.toMatchObject({ why: 'changed' });
  });
});

describe('moving', () => {
  test('never overwrites: the second of a name gets a number', async () => {
    for (const content of ['one', 'two', 'three']) {
      put('Rechnung.xml', content);
      expect(await folder.finish(await seen(), day)).toBe('moved');
    }
    expect(list('done', day)).toEqual(['Rechnung (2).xml', 'Rechnung (3).xml', 'Rechnung.xml']);
    expect(readFileSync(join(root, 'done', day, 'Rechnung.xml'), 'utf8')).toBe('one');
    expect(list('inbox')).toEqual([]);
  });

  test('a file that took the place of the one that was read goes back', async () => {
    put('a.xml', 'read');
    const sight = await seen();
    writeFileSync(join(root, 'inbox', '.new'), 'not read yet');
    renameSync(join(root, 'inbox', '.new'), join(root, 'inbox', 'a.xml'));
    expect(await folder.finish(sight, day)).toBe('changed');
    expect(list('done', day)).toEqual([]);
    expect(readFileSync(join(root, 'inbox', 'a.xml'), 'utf8')).toBe('not read yet');
  });

  test('what is gone leaves nothing behind', async () => {
    put('a.xml', 'a');
    const sight = await seen();
    rmSync(join(root, 'inbox', 'a.xml'));
    expect(await folder.finish(sight, day)).toBe('gone');
    expect(await folder.putAside(sight, 'why')).toBe('gone');
    expect([list('done', day), list('problem')]).toEqual([[], []]);
  });

  test('the place that a killed process had taken is used, so that nothing empty stays', async () => {
    await folder.finish(await (put('x', 'x'), seen()), day);
    await reserve(join(root, 'done', day), Buffer.from('a.xml'));
    put('a.xml', 'a');
    expect(await folder.finish(await seen(), day)).toBe('moved');
    expect(list('done', day)).toEqual(['a.xml', 'x']);
    expect(readFileSync(join(root, 'done', day, 'a.xml'), 'utf8')).toBe('a');
  });

  test('a problem has its explanation beside it, and the two never take the place of others', async () => {
    writeFileSync(join(root, 'problem', 'a.xml.txt'), 'somebody else’s');
    put('a.xml', 'a');
    expect(await folder.putAside(await seen(), 'Weil.')).toBe('moved');
    expect(list('problem')).toEqual(['a (2).xml', 'a (2).xml.txt', 'a.xml.txt']);
    expect(readFileSync(join(root, 'problem', 'a (2).xml.txt'), 'utf8')).toBe('Weil.');
  });

  test('links and pipes are moved as what they are', async () => {
    symlinkSync('/etc/passwd', join(root, 'inbox', 'link.xml'));
    expect(await folder.putAside(await seen(), 'Weil.')).toBe('moved');
    expect(lstatSync(join(root, 'problem', 'link.xml')).isSymbolicLink()).toBe(true);
  });

  test('the longest name finds room for a number', async () => {
    const name = `${'ä'.repeat(125)}.xml`; // 254 bytes
    for (const content of ['one', 'two']) {
      put(name, content);
      expect(await folder.finish(await seen(), day)).toBe('moved');
    }
    expect(list('done', day)).toEqual([`${'ä'.repeat(123)} (2).xml`, name].sort());
    put(name, 'three');
    expect(await folder.putAside(await seen(), 'Weil.')).toBe('moved');
    expect(list('problem')).toHaveLength(2);
  });

  test('into a folder without rights it fails, and the file stays', async () => {
    put('a.xml', 'a');
    const sight = await seen();
    rmSync(join(root, 'done'), { recursive: true });
    writeFileSync(join(root, 'done'), 'a file where the folder should be');
    await expect(folder.finish(sight, day)).rejects.toThrow();
    expect(list('inbox')).toEqual(['a.xml']);
  });
});

describe('a writer who only paused', () => {
  test('gets the file back into the inbox when it goes on after the file was received', async () => {
    put('a.xml', 'half');
    await folder.finish(await seen(), day);
    expect(await folder.recallUnfinished()).toEqual([]);
    appendFileSync(join(root, 'done', day, 'a.xml'), ' and whole');
    expect(await folder.recallUnfinished()).toEqual(['a.xml']);
    expect(list('done', day)).toEqual([]);
    expect(readFileSync(join(root, 'inbox', 'a.xml'), 'utf8')).toBe('half and whole');
    expect(await folder.recallUnfinished()).toEqual([]);
  });

  test('is no matter for files that people took away or gave other rights', async () => {
    put('a.xml', 'a');
    put('b.xml', 'b');
    for (const sight of await folder.look()) await folder.finish(sight, day);
    rmSync(join(root, 'done', day, 'a.xml'));
    chmodSync(join(root, 'done', day, 'b.xml'), 0o444);
    expect(await folder.recallUnfinished()).toEqual([]);
    expect(existsSync(join(root, 'done', day, 'b.xml'))).toBe(true);
  });
});

test.each([
  ['a.xml', 1, 'a.xml'],
  ['a.xml', 2, 'a (2).xml'],
  ['.xml', 2, '.xml (2)'],
  ['archiv.tar.gz', 3, 'archiv.tar (3).gz'],
  ['ohne', 2, 'ohne (2)'],
])('%s, number %d: %s', (name, count, expected) => {
  expect(numbered(Buffer.from(name), count, 255).toString()).toBe(expected);
});
