import { createLogger } from './logger';
import { maskIbans } from './mask';

const written = (write: (log: ReturnType<typeof createLogger>) => void): unknown[] => {
  const lines: string[] = [];
  write(createLogger('test', 'info', { write: (line) => void lines.push(line) }));
  return lines.map((line): unknown => JSON.parse(line));
};

describe('the log', () => {
  test('is one JSON object a line, whatever the text holds', () => {
    const entries = written((log) => log.info({ fileName: 'a\r\n{"level":60}' }, 'angenommen\nzweite Zeile'));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ name: 'test', fileName: 'a\r\n{"level":60}', msg: 'angenommen\nzweite Zeile' });
  });

  test('keeps secrets and document text out', () => {
    const [entry] = written((log) => log.info({ user: { password: 'geheim' }, iban: 'DE89370400440532013000' }, 'x'));
    expect(JSON.stringify(entry)).not.toMatch(/geheim|0532013/);
  });

  test('masks an IBAN that a foreign error brings along', () => {
    const [entry] = written((log) => {
      log.error({ err: new Error('bad value DE89370400440532013000') }, 'Konto DE89 3704 0044 0532 0130 00');
    });
    expect(JSON.stringify(entry)).not.toMatch(/0400440532|0440 0532/);
  });
});

describe('masking', () => {
  test.each([
    ['DE89370400440532013000', 'DE89…3000'],
    ['an DE89 3704 0044 0532 0130 00 zahlen', 'an DE89…3000 zahlen'],
    ['NO9386011117947', 'NO93…7947'],
    ['MT84MALT011000012345MTLCAST001S', 'MT84…001S'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskIbans(text)).toBe(masked);
  });

  test.each(['RE-2026-000017', 'INV20260001', 'DE123456789', 'E-2026-000017/1'])('leaves %s alone', (text) => {
    expect(maskIbans(text)).toBe(text);
  });
});
