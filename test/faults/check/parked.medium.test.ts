import { sha256Of } from '../plan/documents';
import { type Facts } from './facts';
import { type Harm, parkedIn } from './parked';

/** Documents that were given up, and what the run did to their readers: poison, explained, unexplained. */
const NOW = Date.parse('2026-03-02T08:00:00.000Z');
const poison = sha256Of('poison');
const tried = [
  { key: '7-poison-1', sha256: poison },
  { key: '7-upload-1', sha256: sha256Of('good') },
];
const none: Harm = { workerDeaths: [], faults: [] };

/** One arrival of these bytes, received a minute before it was given up. */
const facts = (sha256: string, reason: string): Facts =>
  ({
    arrivals: [{ id: 'a', parentId: null, sha256, receivedAt: NOW - 60_000 }],
    documents: [{ caseId: 'c', arrivalId: 'a' }],
    cases: [{ id: 'c', number: '26-00001' }],
    entries: [{ subjectId: 'c', at: new Date(NOW).toISOString(), payload: JSON.stringify({ reason }) }],
  }) as unknown as Facts;
const parked = (sha256: string, reason: string, harm: Harm) => parkedIn(facts(sha256, reason), tried, harm);
const fault = (id: string, began = NOW - 30_000) => ({ id, began, ended: began + 5_000 });

test('poison that was given up is counted apart, and needs no explanation', () => {
  expect(parked(poison, 'reader-crashed', none)).toEqual({ poison: 1, good: 0, unexplained: [] });
});

test('a document on the shelf for another reason was not given up', () => {
  expect(parked(sha256Of('good'), 'no-invoice', none)).toEqual({ poison: 0, good: 0, unexplained: [] });
});

test.each(['reader-crashed', 'reader-timeout', 'reader-failed'])(
  'a good one (%s) in a run that hurt nobody is told',
  (reason) => {
    const { good, unexplained } = parked(sha256Of('good'), reason, none);
    expect([good, unexplained]).toEqual([
      1,
      [`case 26-00001 was given up (${reason}), and nothing had hurt its reader`],
    ]);
  },
);

test('three deaths of workers while it was in work explain a crash, two do not', () => {
  const deaths = [NOW - 40_000, NOW - 20_000, NOW - 1_000];
  const unexplained = (workerDeaths: readonly number[], faults: Harm['faults'] = []) =>
    parked(sha256Of('good'), 'reader-crashed', { workerDeaths, faults }).unexplained.length;
  expect(unexplained(deaths)).toBe(0);
  expect(unexplained(deaths.slice(1))).toBe(1);
  expect(unexplained(deaths.slice(1), [fault('F5')])).toBe(0);
  expect(unexplained(deaths.map((at) => at - 60_000))).toBe(1);
});

test.each([
  ['F25', 'reader-timeout'],
  ['F26', 'reader-crashed'],
  ['F27', 'reader-failed'],
])('%s explains %s, unless it came later', (id, reason) => {
  const unexplained = (began: number) =>
    parked(sha256Of('good'), reason, { workerDeaths: [], faults: [fault(id, began)] }).unexplained.length;
  expect(unexplained(NOW - 30_000)).toBe(0);
  expect(unexplained(NOW + 1_000)).toBe(1);
});
