import { arrivalReasons, isArrivalReason } from './arrival-reasons';

test.each(Object.entries(arrivalReasons))(
  '%s says cause, consequence and next step in both languages',
  (word, { de, en }) => {
    expect(word).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const text of [de, en]) expect(text.match(/[.](?: |$)/g)?.length).toBeGreaterThanOrEqual(3);
  },
);

test('no two reasons say the same', () => {
  const texts = Object.values(arrivalReasons).flatMap(({ de, en }) => [de, en]);
  expect(new Set(texts).size).toBe(texts.length);
});

test('a word is a reason or not', () => {
  expect(isArrivalReason('needs-recognition')).toBe(true);
  expect(isArrivalReason('toString')).toBe(false);
});
