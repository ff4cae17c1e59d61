import 'reflect-metadata';
import { ARCHIVE, READER } from '@libs/operations';
import {
  awaitDatabase,
  checkStorage,
  createLogger,
  loadConfig,
  loadMailboxes,
  startProcess,
  type Storage,
} from '@libs/platform';
import { Engine } from '@libs/queue';
import { NestFactory } from '@nestjs/core';
import { type ChildReader } from './child-reader';
import { FolderIntake } from './folder/folder-intake';
import { MailboxIntake } from './mailbox/mailbox-intake';
import { SmtpIntake } from './mailbox/smtp-intake';
import { WatchServer } from './watch/watch-server';
import { WorkerModule } from './worker.module';

/** Below what `up` allows before it kills: what was not given back then is found again when its lease runs out. */
const GRACE_MILLISECONDS = 7_000;
/** For steps to end by themselves, and then, their reader being gone, to give back their work. */
const STEPS_SECONDS = { end: 4, giveBack: 1 };
const HOUR_MILLISECONDS = 3_600_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLogger('worker', config.logLevel);
  const imap = loadMailboxes(config.imap.mailboxesFile); // here: Nest would wrap a refusal in a stack trace
  await awaitDatabase(config.appDatabaseUrl, log);
  const app = await NestFactory.createApplicationContext(await WorkerModule.with(config, log, imap), {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const steps = app.get(Engine);
  const smtp = app.get(SmtpIntake);
  const watch = app.get(WatchServer);
  const folders = app.get(FolderIntake);
  const mailboxes = app.get(MailboxIntake);
  const archive = app.get<Storage>(ARCHIVE);
  const reader = app.get<ChildReader>(READER);
  await checkStorage(archive, log);

  const stopAll = async (): Promise<void> => {
    await Promise.all([smtp.stop(), folders.stop(), mailboxes.stop(), steps.stop(STEPS_SECONDS.end)]);
    await reader.close();
    await steps.handBack(STEPS_SECONDS.giveBack);
    await watch.stop();
    await app.close();
  };
  let stopping = false;
  const stop = (why: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'worker stops');
    setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
    stopAll().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  process.once('disconnect', () => stop('its supervisor is gone'));

  const tidy = (): void =>
    void archive
      .sweepTemp()
      .catch((error: unknown) => log.warn({ err: error }, 'leftovers of interrupted uploads stay'));
  tidy();
  setInterval(tidy, HOUR_MILLISECONDS).unref();
  // Ports first: a process that ends for want of one must not have taken up work, which would count as crashed.
  await smtp.start();
  const metricsPort = await watch.start();
  await steps.start();
  folders.start();
  mailboxes.start();
  log.info({ smtpPort: config.smtpPort, metricsPort }, 'worker runs');
  process.send?.('ready');
}

startProcess(main);
