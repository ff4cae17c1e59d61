import { workerSteps, WatchHouse } from '@libs/operations';
import { type Config, listening, type Logger, mayWatch, Metrics, QueueState, watchWork } from '@libs/platform';
import { Inject, Injectable } from '@nestjs/common';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { CONFIG, LOGGER } from '../tokens';

type Answer = { readonly status: number; readonly type: string; readonly body: string };
const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

/** How the worker is, for those who watch it: /health/live, /health/ready and /metrics on a port of their own. */
@Injectable()
export class WatchServer {
  private server: Server | undefined;

  constructor(
    private readonly house: WatchHouse,
    private readonly metrics: Metrics,
    private readonly queue: QueueState,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    watchWork(metrics, workerSteps, () => house.work());
  }

  /** The port it listens on; undefined when none is set. */
  async start(): Promise<number | undefined> {
    const { host, port } = this.config.metrics;
    if (port === undefined) return undefined;
    const server = createServer((request, response) => void this.respond(request, response));
    this.server = server;
    await listening({ host, port, settings: { host: 'METRICS_HOST', port: 'METRICS_PORT' } }, () =>
      once(server.listen(port, host), 'listening'),
    );
    const address = server.address();
    return typeof address === 'object' ? address?.port : undefined;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server?.listening) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body } = await this.answer(request).catch((error: unknown) => {
      this.log.error({ err: error }, 'a watchman was not answered');
      return json(500, { status: 'failed' });
    });
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...again(status) }).end(body);
  }

  private async answer({ method, url = '', headers, socket }: IncomingMessage): Promise<Answer> {
    if (method !== 'GET') return json(405, { status: 'GET only' });
    switch (url.split('?', 1)[0] ?? '') {
      case '/health/live':
        return json(200, { status: 'up' });
      case '/health/ready': {
        const readiness = await this.house.readiness(this.queue.mode);
        return json(readiness.status === 'ready' ? 200 : 503, readiness);
      }
      case '/metrics':
        // nothing stands before this port: the address is the one of the connection
        return mayWatch({ address: socket.remoteAddress, headers, throughProxy: false }, this.config.metrics.token)
          ? { status: 200, type: this.metrics.contentType, body: await this.metrics.text() }
          : json(403, { status: 'from this machine only, or with METRICS_TOKEN as Bearer' });
      default:
        return json(404, { status: 'not found' });
    }
  }
}

const again = (status: number): Record<string, string> => (status === 503 ? { 'retry-after': '5' } : {});
