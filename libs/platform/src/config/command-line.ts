/** What the command line finds around it. The settings of api and worker are read by `loadConfig`. */
export type Surroundings = ReturnType<typeof readSurroundings>;

export function readSurroundings(env: NodeJS.ProcessEnv = process.env) {
  const given = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === '' ? undefined : value;
  };
  return {
    /** The owner of the tables, for migrations. Unset: the embedded PostgreSQL. */
    databaseUrl: given('DATABASE_URL'),
    appDatabaseUrl: given('APP_DATABASE_URL'),
    /** Unset: a private Redis where the machine has one. `none`: no Redis at all. */
    redisUrl: given('REDIS_URL'),
    hotFolders: given('HOT_FOLDERS'),
    demoPassword: given('BELEGFLUSS_DEMO_PASSWORD'),
    corpus: given('BELEGFLUSS_CORPUS'),
    ci: given('CI') === 'true',
    home: given('HOME'),
    dataHome: given('XDG_DATA_HOME'),
    publicUrl: given('PUBLIC_URL'),
    host: given('HOST') ?? '127.0.0.1',
    logLevel: given('LOG_LEVEL') ?? 'info',
    searchPath: given('PATH') ?? '/usr/bin:/bin',
  } as const;
}

/** Our own environment with changes, for a child; undefined takes a variable away. */
export function childEnvironment(
  changes: Readonly<Record<string, string | undefined>>,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return { ...env, ...changes };
}
