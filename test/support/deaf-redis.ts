import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type DeafRedis = {
  /** Where the worker believes Redis to be. */
  readonly url: string;
  /** Connections made from now on hear everything. */
  readonly heal: () => void;
  readonly close: () => Promise<void>;
};

/**
 * Stands before a Redis and keeps its answers from every connection that waits for jobs, as after the reconnects that left
 * blocking clients silent (ioredis 1285, 1718): no error, no end, no answer. All other connections work.
 */
export async function deafRedis(redisUrl: string): Promise<DeafRedis> {
  const { hostname, port } = new URL(redisUrl);
  const open = new Set<Socket>();
  let healed = false;
  const server = createServer((client) => {
    const redis = connect(Number(port), hostname);
    const mayBeDeaf = !healed;
    let waitsForJobs = false;
    client.on('data', (asked) => {
      waitsForJobs ||= /brpoplpush/i.test(asked.toString('latin1'));
      redis.write(asked);
    });
    redis.on('data', (answer) => {
      if (!(mayBeDeaf && waitsForJobs)) client.write(answer);
    });
    for (const [one, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in for Redis has no port.');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    heal: () => (healed = true),
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
