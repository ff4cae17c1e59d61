import { createHash, timingSafeEqual } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';

export type Watcher = {
  /** Who asks; behind a trusted proxy, for whom it asks. */
  readonly address: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** Whether `address` already looks through the proxy. */
  readonly throughProxy: boolean;
};

const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Figures are for the operator: with a token whoever has it, without one this machine only. */
export function mayWatch({ address, headers, throughProxy }: Watcher, token: string | undefined): boolean {
  if (token !== undefined) {
    const sent = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    return sent !== undefined && timingSafeEqual(digest(sent), digest(token));
  }
  // a proxy on this machine that nobody told us of would make the whole world look like loopback
  const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return (throughProxy || !forwarded) && LOOPBACK.test(address ?? '');
}
