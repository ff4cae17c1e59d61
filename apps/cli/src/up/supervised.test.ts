import { pauseMs } from './supervised';

test('the pause before a new start doubles up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 60].map(pauseMs)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});
