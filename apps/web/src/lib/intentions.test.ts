import { keyOf, newKey, settle } from './intentions';

test('a repeated tap carries the same key until the outcome is known', () => {
  const first = keyOf('POST', '/cases/1/acts', '{"kind":"order"}');
  expect(keyOf('POST', '/cases/1/acts', '{"kind":"order"}')).toBe(first);
  expect(keyOf('POST', '/cases/2/acts', '{"kind":"order"}')).not.toBe(first);

  settle('POST', '/cases/1/acts', '{"kind":"order"}');
  expect(keyOf('POST', '/cases/1/acts', '{"kind":"order"}')).not.toBe(first);
});

test('keys are UUIDs of version 4', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
