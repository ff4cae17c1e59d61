import { Gate } from './gate';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('so many are inside, the next wait in order, and who waited too long is sent away', async () => {
  const gate = new Gate(2, 3000);
  const [first, second] = [await gate.enter(), await gate.enter()];
  const seen: string[] = [];
  const third = gate.enter().then((leave) => (seen.push('third'), leave));
  const fourth = gate.enter().then((leave) => (seen.push('fourth'), leave));
  expect([gate.inside, gate.waiting]).toEqual([2, 2]);

  first?.();
  const leaveThird = await third;
  expect(seen).toEqual(['third']);
  await jest.advanceTimersByTimeAsync(3000);
  expect(await fourth).toBeUndefined();
  expect([gate.inside, gate.waiting]).toEqual([2, 0]);

  second?.();
  leaveThird?.();
  expect(gate.inside).toBe(0);
});

test('leaving twice frees one place', async () => {
  const gate = new Gate(1, 1000);
  const leave = await gate.enter();
  leave?.();
  leave?.();
  await gate.enter();
  expect(gate.inside).toBe(1);
  const waits = gate.enter();
  await jest.advanceTimersByTimeAsync(1000);
  expect(await waits).toBeUndefined();
});

test('without patience the answer comes at once', async () => {
  const gate = new Gate(1, 0);
  await gate.enter();
  expect(await gate.enter()).toBeUndefined();
  expect(gate.waiting).toBe(0);
});

test('a line that is full takes nobody more', async () => {
  const gate = new Gate(1, 1000, 2);
  const leave = await gate.enter();
  const waiting = [gate.enter(), gate.enter()];
  expect(await gate.enter()).toBeUndefined();
  expect(gate.waiting).toBe(2);
  leave?.();
  (await waiting[0])?.();
  expect(await waiting[1]).toBeDefined();
});
