import { Database } from '@libs/db';
import {
  AcceptFigures,
  type Config,
  crashPoints,
  type Logger,
  logRecords,
  MailSender,
  measuredArchive,
  Metrics,
  QueueState,
  openVault,
  storageFor,
  Vault,
  watchPool,
  wrongClock,
} from '@libs/platform';
import { JobBoard, Pulse } from '@libs/queue';
import { type FactoryProvider, type ValueProvider } from '@nestjs/common';
import { calmLog } from './administration/calm-log';
import { databaseOutage } from './administration/database-outage';
import { WatchArchive } from './administration/watch-archive';
import { PasswordLinks } from './people/password-links';
import { ARCHIVE, CALM_LOG, CRASH_POINTS, MAIL_SENDER } from './ports';

/**
 * What every process of the house needs, made once for it: database, archive, figures. `connections` is how many it opens
 * to the database unless the settings say otherwise.
 */
export function houseProviders(
  config: Config,
  log: Logger,
  connections: number,
): readonly (FactoryProvider | ValueProvider)[] {
  const crash = crashPoints(config.faultAt);
  // here, before Nest is: it would wrap a refusal in a stack trace
  const vault = openVault({ file: config.secretKeyFile, dataDir: config.dataDir });
  return [
    { provide: CRASH_POINTS, useValue: crash },
    { provide: Vault, useValue: vault },
    { provide: MAIL_SENDER, useFactory: () => config.mail && new MailSender(config.mail) },
    {
      provide: PasswordLinks,
      useFactory: (vault: Vault) => new PasswordLinks(vault, originOf(config), config.mail !== undefined),
      inject: [Vault],
    },
    { provide: Metrics, useFactory: () => new Metrics() },
    { provide: AcceptFigures, useFactory: (metrics: Metrics) => new AcceptFigures(metrics), inject: [Metrics] },
    {
      provide: QueueState,
      useFactory: (metrics: Metrics, pulse?: Pulse) => new QueueState(metrics, pulse && (() => pulse.up)),
      inject: [Metrics, { token: Pulse, optional: true }],
    },
    {
      provide: WatchArchive,
      useFactory: (metrics: Metrics) =>
        new WatchArchive(measuredArchive(storageFor(config), metrics), config.limits.uploadBytes, log),
      inject: [Metrics],
    },
    { provide: ARCHIVE, useFactory: ({ archive }: WatchArchive) => archive, inject: [WatchArchive] },
    {
      provide: CALM_LOG,
      useFactory: (database: Database, archive: WatchArchive) => calmLog(log, databaseOutage(log, database), archive),
      inject: [Database, WatchArchive],
    },
    {
      provide: Database,
      useFactory: (metrics: Metrics, board?: JobBoard) => {
        const database = new Database({
          url: config.appDatabaseUrl,
          maxConnections: config.databaseConnections ?? connections,
          told: logRecords(log),
          onSkew: wrongClock(log),
          crash,
          ...(board ? { onDue: (due) => board.announce(due) } : {}),
        });
        watchPool(metrics, () => database.figures());
        return database;
      },
      inject: [Metrics, { token: JobBoard, optional: true }],
    },
  ];
}

/** Where browsers find this installation: PUBLIC_URL, else where the api listens. */
const originOf = ({ publicUrl, host, port }: Config): string =>
  publicUrl?.replace(/\/+$/, '') ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
