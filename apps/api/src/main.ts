import 'reflect-metadata';
import { ARCHIVE } from '@libs/operations';
import {
  awaitDatabase,
  checkStorage,
  createLogger,
  listening,
  loadConfig,
  startProcess,
  type Storage,
} from '@libs/platform';
import { type FastifyInstance } from 'fastify';
import { makeServer } from './server';

const GRACE_MILLISECONDS = 8_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogger('api', config.logLevel);
  await awaitDatabase(config.appDatabaseUrl, log);
  const app = await makeServer(config, log);
  await checkStorage(app.get<Storage>(ARCHIVE), log);
  const { host, port } = config;
  // Nest's own listen would print the error too, in its words.
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  const url = await listening({ host, port, settings: { host: 'HOST', port: 'PORT' } }, () =>
    server.listen({ port, host }),
  );

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
  log.info({ url }, 'api listens');
  process.send?.('ready');
}

startProcess(main);
