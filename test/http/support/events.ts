import { get, type IncomingMessage } from 'node:http';
import { LiveEvent } from '@libs/contracts';
import { eventually } from '../../support/house';
import { type Client } from './client';

export type Heard = { readonly event: string; readonly data: unknown };

/** An open line to /events. `heard` grows; `ended` resolves when the server closes it. */
export function listen(client: Client, origin = client.origin) {
  const heard: Heard[] = [];
  let response: IncomingMessage | undefined;
  const outgoing = get(`${origin}/api/v1/events`, { headers: { cookie: client.cookie, accept: 'text/event-stream' } });
  const ended = new Promise<void>((resolve) => outgoing.once('close', resolve));
  const opened = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      response = incoming;
      let text = '';
      incoming.on('error', () => undefined);
      incoming.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        heard.push(...blocks.map(heardIn).filter(({ event }) => event !== ''));
      });
      resolve(incoming);
    });
  });
  const hasHeard = (event: string, id: string): boolean =>
    heard.some((one) => one.event === event && LiveEvent.safeParse(one.data).data?.id === id);
  const about = (event: string, id: string) => eventually(() => Promise.resolve(hasHeard(event, id) || undefined));
  return { heard, opened, ended, hasHeard, about, hangUp: () => response?.destroy() };
}

function heardIn(block: string): Heard {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
  const data = field('data');
  return { event: field('event'), data: data === '' ? undefined : JSON.parse(data) };
}
