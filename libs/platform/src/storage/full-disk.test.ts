import { isClosed, isFull, isMissing } from './durable';
import { FolderUnusable } from './errors';

const failed = (code: string): Error => Object.assign(new Error(code), { code });

describe('errors of the file system', () => {
  test.each(['ENOSPC', 'EDQUOT'])('%s means that there is no room', (code) => {
    expect(isFull(failed(code))).toBe(true);
  });
  test.each(['EROFS', 'EACCES', 'EPERM'])('%s means that nothing can be written', (code) => {
    expect(isClosed(failed(code))).toBe(true);
    expect(isFull(failed(code))).toBe(false);
  });
  test('others do not', () => {
    expect(isFull(failed('EIO'))).toBe(false);
    expect(isClosed(failed('EIO'))).toBe(false);
    expect(isClosed(failed('ENOSPC'))).toBe(false);
    expect(isFull('ENOSPC')).toBe(false);
    expect(isFull(undefined)).toBe(false);
    expect(isMissing(failed('ENOENT'))).toBe(true);
  });
});

test('a folder on a full disk is not said to have wrong rights', () => {
  expect(new FolderUnusable('/srv/archive', failed('ENOSPC')).text.de).toMatch(
    /ist voll, das Programm startet nicht.*Platz/,
  );
  expect(new FolderUnusable('/srv/archive', failed('EACCES')).text.de).toMatch(/Rechte des Ordners/);
});
