import { ConfigError, loadConfig } from './config';

const minimal = { APP_DATABASE_URL: 'postgres://app:geheim@127.0.0.1:5432/belegfluss', DATA_DIR: '/srv/belegfluss' };

const refusal = (env: NodeJS.ProcessEnv): ConfigError => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('The settings were accepted.');
};

describe('the settings', () => {
  test('two variables are enough, the rest has defaults', () => {
    expect(loadConfig(minimal)).toMatchObject({
      nodeEnv: 'production',
      host: '127.0.0.1',
      port: 3000,
      smtpHost: '127.0.0.1',
      smtpPort: undefined,
      publicUrl: undefined,
      faultAt: undefined,
      limits: { uploadBytes: 52_428_800, mailBytes: 62_914_560, childMemoryMb: 512, xmlSeconds: 20, children: 2 },
    });
  });

  test('an empty variable counts as not set', () => {
    expect(loadConfig({ ...minimal, PORT: '', SMTP_PORT: ' ', PUBLIC_URL: '' })).toMatchObject({
      port: 3000,
      smtpPort: undefined,
    });
  });

  test('numbers are numbers', () => {
    expect(loadConfig({ ...minimal, PORT: '0', SMTP_PORT: '2525', CHILDREN: '4' })).toMatchObject({
      port: 0,
      smtpPort: 2525,
      limits: { children: 4 },
    });
  });

  test('hot folders: the address names the entity, the path is absolute', () => {
    expect(loadConfig(minimal).hotFolders).toEqual([]);
    const HOT_FOLDERS = 'rechnung@musterstadt.example=/srv/eingang/; post@bad.example=/srv/a=b c;';
    expect(loadConfig({ ...minimal, HOT_FOLDERS }).hotFolders).toEqual([
      { address: 'rechnung@musterstadt.example', path: '/srv/eingang' },
      { address: 'post@bad.example', path: '/srv/a=b c' },
    ]);
  });

  test('names every variable that is missing, in both languages', () => {
    const { text } = refusal({});
    expect(text.de).toContain('APP_DATABASE_URL ist nicht gesetzt');
    expect(text.de).toContain('DATA_DIR ist nicht gesetzt');
    expect(text.en).toContain('APP_DATABASE_URL is not set');
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['SMTP_PORT', '-1'],
    ['PUBLIC_URL', 'ftp://rechnung.musterstadt.example'],
    ['NODE_ENV', 'prod'],
    ['CHILD_MEMORY_MB', '1'],
    ['LOG_LEVEL', 'loud'],
    ['UPLOADS_AT_ONCE', '0'],
    ['DATABASE_CONNECTIONS', '2'],
    ['METRICS_PORT', 'off'],
    ['METRICS_TOKEN', 'kurz'],
    ['HOT_FOLDERS', '/srv/eingang'],
    ['HOT_FOLDERS', 'a@b.example=eingang'],
    ['HOT_FOLDERS', 'a@b.example=/srv/eingang;c@d.example=/srv/x/../eingang'],
  ])('refuses %s=%s and says what it must look like', (name, value) => {
    const { message } = refusal({ ...minimal, [name]: value });
    expect(message).toContain(`${name} passt nicht; erwartet:`);
    expect(message).toContain(`${name} does not fit; expected:`);
  });

  test('never repeats a value: it may hold a password', () => {
    expect(refusal({ ...minimal, APP_DATABASE_URL: 'mysql://app:geheim@db/x' }).message).not.toContain('geheim');
  });
});
