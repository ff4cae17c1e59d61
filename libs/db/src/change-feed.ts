import { Client } from 'pg';

export type Feed = { close(): Promise<void> };

/**
 * Listens on a NOTIFY channel over an own connection and calls `heard` for each message. A connection that breaks is
 * made anew (1 to 30 s apart), and `heard` is called once with an empty message: something may have been missed.
 */
export async function listen(url: string, channel: 'work' | 'live', heard: (message: string) => void): Promise<Feed> {
  let closed = false;
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: url, keepAlive: true });
    client = next;
    next.on('notification', (note) => heard(note.payload ?? ''));
    next.on('error', () => undefined); // 'end' follows and does the work; without a listener the process would die
    await next.connect();
    await next.query(`LISTEN ${channel}`);
    next.on('end', () => again(1_000));
  };
  const again = (delay: number): void => {
    if (closed) return;
    retry = setTimeout(() => {
      connect().then(
        () => heard(''),
        () => again(Math.min(delay * 2, 30_000)),
      );
    }, delay);
  };

  await connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
