import { ConfigError } from '../config';
import { connectTrouble } from './connect-trouble';
import { listening } from './ports';
import { whyNot } from './start-process';

const failed = (code: string, message = code): Error => Object.assign(new Error(message), { code });

describe('a port that cannot be had', () => {
  const place = { host: '127.0.0.1', port: 25, settings: { host: 'SMTP_HOST', port: 'SMTP_PORT' } };
  const refusal = (error: Error): Promise<string> =>
    listening(place, () => Promise.reject(error)).then(() => 'opened', whyNot);

  test.each([
    ['EADDRINUSE', 'SMTP_PORT', 'von einem anderen Programm belegt', 'taken by another program'],
    ['EACCES', 'SMTP_PORT', 'dem System vorbehalten', 'reserved for the system'],
    ['EADDRNOTAVAIL', 'SMTP_HOST', 'gehört nicht zu diesem Rechner', 'does not belong to this machine'],
    ['ENOTFOUND', 'SMTP_HOST', 'gehört nicht zu diesem Rechner', 'does not belong to this machine'],
  ])('%s names %s, consequence and next step', async (code, setting, de, en) => {
    const sentence = await refusal(failed(code, `listen ${code}: something`));
    expect(sentence).toMatch(
      new RegExp(`${de}.*startet nicht. Bitte .*${setting}.* / .*${en}.*does not start.*${setting}`),
    );
    expect(sentence).not.toContain(`listen ${code}`);
  });

  test('what it is not about stays itself', async () => {
    const other = new Error('boom');
    await expect(listening(place, () => Promise.reject(other))).rejects.toBe(other);
    expect(await listening(place, () => Promise.resolve(4711))).toBe(4711);
  });
});

describe('a database that lets nobody in', () => {
  test.each([
    ['28P01', 'Kennwort'],
    ['28000', 'pg_hba.conf'],
    ['3D000', 'gibt es auf diesem Server nicht'],
    ['42501', 'GRANT CONNECT'],
    ['ENOTFOUND', 'Den Rechner'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'Zertifikat'],
  ])('%s does not pass by itself', (code, words) => {
    const { lasting, text } = connectTrouble(failed(code, 'password authentication failed for user "x"'));
    expect(lasting).toBe(true);
    expect(text.de).toContain(words);
    expect(text.de).toMatch(/APP_DATABASE_URL.*startet nicht. Bitte/);
    expect(text.en).toMatch(/APP_DATABASE_URL.*does not start. Correct it/);
  });

  test.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN', '57P03', '53300'])('%s may pass', (code) => {
    const { lasting, text } = connectTrouble(failed(code));
    expect(lasting).toBe(false);
    expect(text.de).toMatch(new RegExp(`\\(${code}\\); das Programm startet nicht. Bitte PostgreSQL starten`));
  });

  test.each([
    ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'verlangt ein Kennwort'],
    ['The server does not support SSL connections', 'verlangt TLS'],
  ])('is known by words where there is no code: %s', (message, words) => {
    expect(connectTrouble(new Error(message))).toMatchObject({ lasting: true });
    expect(connectTrouble(new Error(message)).text.de).toContain(words);
  });
});

describe('why a process does not start', () => {
  test('is what the error says to people, in one line', () => {
    expect(whyNot(new ConfigError({ de: 'Das ist\nfalsch.', en: 'That is wrong.' }))).toBe(
      'Das ist falsch. / That is wrong.',
    );
  });

  test('is at least a sentence where nobody foresaw it, without stack and secret', () => {
    const sentence = whyNot(new Error('cannot reach postgres://app:geheim@host/db\n    at somewhere (file.ts:1)'));
    expect(sentence).toMatch(
      /^Ein unerwarteter Fehler \(cannot reach postgres:\/\/…@host\/db\); das Programm startet nicht\. Bitte/,
    );
    expect(sentence).not.toMatch(/geheim|somewhere|\n/);
  });
});
