/**
 * One key for one intention of a person. As long as the outcome is unknown (no connection, a double tap) the same
 * request carries the same key, so the server does it once; after a definite answer the next one is a new intention.
 */
const open = new Map<string, string>();
/** Requests that wait for their answer: a second tap in the same moment gets the answer of the first. */
const underWay = new Map<string, Promise<Response>>();

/** Sends once for all who want the same at the same moment; each of them reads its own copy of the answer. */
export async function once(
  method: string,
  path: string,
  body: string,
  send: () => Promise<Response>,
): Promise<Response> {
  const intention = `${method} ${path} ${body}`;
  let request = underWay.get(intention);
  if (!request) {
    request = send().finally(() => underWay.delete(intention));
    underWay.set(intention, request);
  }
  return (await request).clone();
}

/** UUIDv4. Not crypto.randomUUID: that is missing when the page is reached by plain http inside a town hall. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function keyOf(method: string, path: string, body: string): string {
  const intention = `${method} ${path} ${body}`;
  const known = open.get(intention);
  if (known !== undefined) return known;
  const key = newKey();
  open.set(intention, key);
  return key;
}

export function settle(method: string, path: string, body: string): void {
  open.delete(`${method} ${path} ${body}`);
}
