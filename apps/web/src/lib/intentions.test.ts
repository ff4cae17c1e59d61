import { keyOf, newKey, once, settle } from './intentions';

test('a repeated tap carries the same key until the outcome is known', () => {
  const first = keyOf('POST', '/cases/1/acts', '{"kind":"order"}');
  expect(keyOf('POST', '/cases/1/acts', '{"kind":"order"}')).toBe(first);
  expect(keyOf('POST', '/cases/2/acts', '{"kind":"order"}')).not.toBe(first);

  settle('POST', '/cases/1/acts', '{"kind":"order"}');
  expect(keyOf('POST', '/cases/1/acts', '{"kind":"order"}')).not.toBe(first);
});

test('two taps in one moment are one request with an answer for each', async () => {
  let sent = 0;
  const send = async (): Promise<Response> => {
    sent += 1;
    await Promise.resolve();
    return new Response('{"number":"2026-001"}');
  };
  const both = await Promise.all([once('POST', '/exports', '{}', send), once('POST', '/exports', '{}', send)]);
  expect(sent).toBe(1);
  expect(await Promise.all(both.map((response) => response.json()))).toEqual([
    { number: '2026-001' },
    { number: '2026-001' },
  ]);

  await once('POST', '/exports', '{}', send);
  expect(sent).toBe(2);
});

test('a request without an answer does not block the next one', async () => {
  const fail = (): Promise<Response> => Promise.reject(new TypeError('no connection'));
  await expect(once('POST', '/exports', '{}', fail)).rejects.toThrow('no connection');
  await expect(once('POST', '/exports', '{}', () => Promise.resolve(new Response('ok')))).resolves.toBeDefined();
});

test('keys are UUIDs of version 4', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
