import { createLogger, loadConfig, withClient } from '@libs/platform';
import { makeServer } from '../../apps/api/src/server';
import { type House, openHouse } from './house';

/** The password of everybody in the demonstration town of a test. */
export const demoPassword = 'Kennwort der Probe';

export type TestServer = {
  readonly house: House;
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** Looks or reaches behind the curtain, as the owner of the tables. */
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Stops the api only; the house stays. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

/** A line of the log. */
export type Said = { readonly level: number; readonly msg: string; readonly outage?: string | readonly string[] };

/** The api over this house, listening on a free port; `settings` are variables of the environment, `heard` gets its log. */
export async function serve(
  house: House,
  settings: NodeJS.ProcessEnv = {},
  heard?: (said: Said) => void,
): Promise<Pick<TestServer, 'url' | 'stop'>> {
  const config = loadConfig({
    NODE_ENV: 'test',
    APP_DATABASE_URL: house.testDatabase.appUrl,
    DATA_DIR: house.folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...house.queue.settings,
    ...settings,
  });
  const log = heard && createLogger('api', 'debug', { write: (line) => heard(JSON.parse(line) as Said) });
  const app = await makeServer(config, log);
  await app.listen({ port: config.port, host: config.host });
  return { url: await app.getUrl(), stop: () => app.close() };
}

/** The real api over a database of its own with the demonstration town, and a worker that carries the line. */
export async function openServer(
  settings: NodeJS.ProcessEnv = {},
  options: Parameters<typeof openHouse>[0] = {},
): Promise<TestServer> {
  const house = await openHouse(options);
  const { url, stop } = await serve(house, settings);
  await house.startWorker();
  return {
    house,
    url,
    stop,
    sql: (text, values = []) =>
      withClient(house.testDatabase.ownerUrl, async (client) => {
        const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
        return rows;
      }),
    close: async () => {
      await stop();
      await house.close();
    },
  };
}
