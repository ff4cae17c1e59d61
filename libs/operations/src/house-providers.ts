import { Database } from '@libs/db';
import {
  AcceptFigures,
  type Config,
  crashPoints,
  type Logger,
  logRecords,
  measuredArchive,
  Metrics,
  QueueState,
  storageFor,
  watchPool,
  wrongClock,
} from '@libs/platform';
import { JobBoard, Pulse } from '@libs/queue';
import { type FactoryProvider, type ValueProvider } from '@nestjs/common';
import { calmLog } from './administration/calm-log';
import { databaseOutage } from './administration/database-outage';
import { WatchArchive } from './administration/watch-archive';
import { ARCHIVE, CALM_LOG, CRASH_POINTS } from './ports';

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
  return [
    { provide: CRASH_POINTS, useValue: crash },
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
