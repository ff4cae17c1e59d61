import 'reflect-metadata';
import { ARCHIVE } from '@libs/operations';
import { checkStorage, createLogger, loadConfig, type Storage } from '@libs/platform';
import { makeServer } from './server';

const GRACE_MILLISECONDS = 8_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogger('api', config.logLevel);
  const app = await makeServer(config, log);
  await checkStorage(app.get<Storage>(ARCHIVE), log);
  await app.listen({ port: config.port, host: config.host });

  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'api stops');
    setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  process.once('disconnect', () => stop('its supervisor is gone'));
  log.info({ url: await app.getUrl() }, 'api listens');
  process.send?.('ready');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
