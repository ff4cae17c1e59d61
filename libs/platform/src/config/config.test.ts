import { ConfigError } from './config-error';
import { loadConfig } from './config';

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
    ['REDIS_URL', 'redis://:p%zz@host:6401'],
    ['REDIS_URL', 'redis://:ge#heim@host:6401'],
    ['REDIS_URL', 'redis://host:99999'],
    ['APP_DATABASE_URL', 'postgres://app:ge#heim@host/belegfluss'],
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
    if (name.endsWith('_URL')) expect(message).not.toContain(value);
  });

  describe('of an archive in S3', () => {
    const s3 = {
      S3_ENDPOINT: 'https://s3.rechenzentrum.example',
      S3_BUCKET: 'belegfluss',
      S3_ACCESS_KEY_ID: 'belegfluss',
      S3_SECRET_ACCESS_KEY: 'streng-geheim',
    };

    test('are left out as a whole for an archive of files', () => {
      expect(loadConfig({ ...minimal, S3_BUCKET: ' ' }).s3).toBeUndefined();
    });

    test('need four lines, the rest has defaults', () => {
      expect(loadConfig({ ...minimal, ...s3 }).s3).toEqual({
        endpoint: 'https://s3.rechenzentrum.example',
        bucket: 'belegfluss',
        region: 'us-east-1',
        accessKeyId: 'belegfluss',
        secretAccessKey: 'streng-geheim',
        prefix: '',
        pathStyle: true,
      });
      expect(
        loadConfig({ ...minimal, ...s3, S3_REGION: 'eu-central-2', S3_PREFIX: 'stadt/archiv', S3_ADDRESSING: 'host' })
          .s3,
      ).toMatchObject({ region: 'eu-central-2', prefix: 'stadt/archiv', pathStyle: false });
    });

    test.each(Object.keys(s3))('refuse to start without %s, and never fall back to files', (name) => {
      const { text } = refusal({ ...minimal, ...s3, [name]: '' });
      expect(text.de).toContain(`${name} ist nicht gesetzt; erwartet:`);
      expect(text.en).toContain(`${name} is not set; expected:`);
    });

    test('a single line, even one with a default, asks for the others', () => {
      const { text } = refusal({ ...minimal, S3_REGION: 'eu-central-2' });
      expect(text.de).toMatch(/S3_ENDPOINT.*S3_BUCKET.*S3_ACCESS_KEY_ID.*S3_SECRET_ACCESS_KEY/);
    });

    test.each([
      ['S3_ENDPOINT', 's3.rechenzentrum.example'],
      ['S3_BUCKET', 'Belege der Stadt'],
      ['S3_PREFIX', '../anderswo'],
      ['S3_PREFIX', '/archiv'],
      ['S3_ADDRESSING', 'virtual'],
      ['S3_SECRET_ACCESS_KEY', 'mit Leerzeichen'],
    ])('refuse %s=%s without repeating it', (name, value) => {
      const { message } = refusal({ ...minimal, ...s3, [name]: value });
      expect(message).toContain(`${name} passt nicht; erwartet:`);
      expect(message).not.toContain(value);
    });
  });

  test('never repeats a value: it may hold a password', () => {
    expect(refusal({ ...minimal, APP_DATABASE_URL: 'mysql://app:geheim@db/x' }).message).not.toContain('geheim');
  });
});
