import { textOf } from './command-failed';
import { diskTrouble, orDisk } from './disk-trouble';

const failed = (code: string, path?: string): Error =>
  Object.assign(new Error(`${code}: something in English`), { code, ...(path === undefined ? {} : { path }) });
const causeOf = (error: unknown): string | undefined => diskTrouble(error, '/srv/daten')?.cause.de;

describe('a disk that is to blame', () => {
  test.each(['ENOSPC', 'EDQUOT'])('%s: it is full, and where', (code) => {
    expect(causeOf(failed(code))).toBe('Der Datenträger des Ordners /srv/daten ist voll');
    expect(causeOf(failed(code, '/andere/bereit.json'))).toContain('/andere ist voll');
  });

  test('is also known by the words of PostgreSQL', () => {
    expect(causeOf(new Error('initdb: could not write to file: No space left on device'))).toContain('ist voll');
  });

  test('may be read only, or its folder closed', () => {
    expect(causeOf(failed('EROFS'))).toContain('lässt sich nur lesen');
    expect(causeOf(failed('EACCES', '/srv/daten/redis/password'))).toContain('/srv/daten/redis');
  });

  test('is not to blame for everything', () => {
    expect(causeOf(failed('EACCES'))).toBeUndefined();
    expect(causeOf(failed('ECONNREFUSED'))).toBeUndefined();
    expect(causeOf('ENOSPC')).toBeUndefined();
  });
});

test('the refusal names cause, consequence and next step; another error stays itself', () => {
  expect(textOf(orDisk(failed('ENOSPC'), '/srv/daten'))).toEqual({
    de: 'Der Datenträger des Ordners /srv/daten ist voll; Belegfluss startet nicht, es wurde nichts gestartet. Bitte dort Platz schaffen und neu starten.',
    en: 'The disk of the folder /srv/daten is full, so Belegfluss does not start; nothing was started. Please free space there and start again.',
  });
  const other = new Error('boom');
  expect(orDisk(other, '/srv/daten')).toBe(other);
});
