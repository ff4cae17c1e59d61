import { Journal } from '../load/journal';
import { type World } from './fault';
import { acceptingBetween } from './recovery';

/** The rules of accepting look at a journal only. */
const journal = new Journal();
const judged = (from: number, to: number) => acceptingBetween({ journal } as World, from, to);
beforeEach(() => journal.begin());

test('what was refused before the fault began is not its doing, what is refused meanwhile is', async () => {
  journal.add({ what: 'mail', began: 1, ms: 10, ending: 'later', status: 451 });
  journal.add({ what: 'look', began: 3, ms: 10, ending: 'later', status: 503 });
  journal.add({ what: 'upload', began: 3, ms: 10, ending: 'ok', status: 201 });
  expect(await judged(2, 4)).toEqual({ sent: 1, broken: [], missed: [] });

  journal.add({ what: 'upload', began: 3.5, ms: 10, ending: 'later', status: 503 });
  expect((await judged(2, 4)).broken).toEqual(['1 of 2 were not accepted: upload 503 at 3.5 s']);
});

test('what hangs until after the fault is waited for, and counts', async () => {
  const end = journal.begins('upload', 'http://127.0.0.1:1');
  const judging = judged(0, journal.now());
  setTimeout(() => end('cut', 0), 100);
  expect((await judging).broken).toEqual([expect.stringMatching(/^1 of 1 were not accepted: upload cut at 0\.\d s$/)]);
});

test('slow accepting is a figure missed, not a rule broken', async () => {
  journal.add({ what: 'upload', began: 1, ms: 2500, ending: 'ok', status: 201 });
  expect(await judged(0, 2)).toEqual({ sent: 1, broken: [], missed: ['accepting took 2.5 s (p95)'] });
});

test('a time in which nothing was sent proves nothing, and says so', async () => {
  expect(await judged(0, 2)).toEqual({ sent: 0, broken: [], missed: ['nothing was sent meanwhile'] });
});
