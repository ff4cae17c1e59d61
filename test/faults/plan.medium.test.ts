import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults } from './inject';
import { anotherInvoice } from './inject/own-case';
import { sha256Of } from './plan/documents';
import { loadPlan } from './plan/load-plan';
import { Random } from './plan/random';
import { type Possibilities, described, scheduleOf } from './plan/schedule';
import { report } from './result/report';
import { type FaultResult, JUDGE, type RunResult, broken, sentence } from './result/result';
import { ResultsFile } from './result/results-file';

const everything: Possibilities = { mode: 'redis', can: new Set(['small-disks', 'folder', 'mailbox']) };
const rates = { upload: 2, mail: 2, folder: 1, mailbox: 0.5 };

describe('a plan', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(described(scheduleOf(17, 60, faults, everything))).toBe(described(scheduleOf(17, 60, faults, everything)));
    expect(loadPlan(17, 60, rates)).toEqual(loadPlan(17, 60, rates));
    expect(described(scheduleOf(18, 60, faults, everything))).not.toBe(
      described(scheduleOf(17, 60, faults, everything)),
    );
    expect(loadPlan(18, 60, rates)).not.toEqual(loadPlan(17, 60, rates));
  });

  test('of a minute sends more than three hundred things through four doors, some of them again', () => {
    const plan = loadPlan(3, 60, rates);
    expect(plan).toHaveLength(330);
    const count = (of: (one: (typeof plan)[number]) => boolean): number => plan.filter(of).length;
    expect([count(({ channel }) => channel === 'upload'), count(({ channel }) => channel === 'folder')]).toEqual([
      120, 60,
    ]);
    expect(count(({ repeats }) => repeats !== undefined)).toBeGreaterThan(15);
    expect(new Set(plan.flatMap(({ documents }) => documents.map(({ kind }) => kind))).size).toBe(5);
    expect(count(({ documents }) => documents.length > 1)).toBeGreaterThan(20);
  });

  test('breaks several things in a minute, none beside another, and over sixty seeds each of them', () => {
    const drawn = new Set<string>();
    for (let seed = 1; seed <= 60; seed += 1) {
      const schedule = scheduleOf(seed, 60, faults, everything);
      expect(schedule.length).toBeGreaterThanOrEqual(3);
      for (const [at, one] of schedule.entries()) {
        drawn.add(one.fault.id);
        const before = schedule[at - 1];
        expect(one.at).toBeGreaterThan(before ? before.at + before.seconds : 0);
        expect(one.at + one.seconds).toBeLessThanOrEqual(60);
      }
    }
    expect([...drawn].sort()).toEqual(faults.map(({ id }) => id).sort());
  });

  test('of a later run in a series makes its faults send the same documents as alone', async () => {
    const documentsOfARun = async (seed: number): Promise<readonly (number | string)[]> => {
      const world = { seed, random: new Random(seed), own: { count: 0 } };
      const [first, second] = [await anotherInvoice(world), await anotherInvoice(world)];
      return [first, second].flatMap(({ index, file }) => [index, sha256Of(file.bytes)]);
    };
    const alone = await documentsOfARun(17);
    await documentsOfARun(18);
    expect(await documentsOfARun(17)).toEqual(alone);
    expect([alone[0], alone[2]]).toEqual([1, 2]);
  });

  test('leaves out what is not possible here', () => {
    const ids = Array.from({ length: 40 }, (_, seed) => scheduleOf(seed, 60, faults, { mode: 'table', can: new Set() }))
      .flat()
      .map(({ fault }) => fault);
    expect(ids.filter(({ modes, needs }) => modes !== undefined || needs !== undefined)).toEqual([]);
  });
});

describe('results', () => {
  const none = { I1: [], I2: [], I3: [], I4: [], I5: [], I6: [], I7: [] };
  const fault = { id: 'F2', what: 'kill -9, 2 times', struck: true, at: 4, ended: 9, stuck: 0, broken: [], missed: [] };
  const result: RunResult = {
    judge: JUDGE,
    seed: 17,
    mode: 'redis',
    seconds: 60,
    scenario: null,
    only: null,
    finishedAt: '2026-03-02T08:00:00.000Z',
    schedule: '4.0 s F2 worker kill -9 at random times (5.0 s)',
    faults: [{ ...fault, moved: [1, 2, 15.5], accept: { tried: 11, ok: [20, 30, 400] } }],
    accepted: { upload: 120, mail: 119, folder: 60, mailbox: 30 },
    planned: 330,
    notTaken: [],
    people: { acts: 80, batches: 7, receipts: 6 },
    stages: { done: 20 },
    parked: { poison: 2, good: 1, unexplained: [] },
    deaths: 2,
    rest: 4.2,
    longestWait: 15.1,
    violations: none,
    complaints: [],
  };
  const folder = mkdtempSync(join(tmpdir(), 'belegfluss-results-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are one sentence', () => {
    expect(sentence(result)).toBe(
      'seed 17 redis 60 s: 329 accepted (120 upload, 119 mail, 60 folder, 30 mailbox), 80 acts, 7 batches, 1 faults, 0 violations, recovery p95 15.5 s, at rest after 4 s, given up 2 poison, 1 good',
    );
  });

  test('name every broken rule with its seed', () => {
    const bad = {
      ...result,
      violations: { ...none, I2: ['case 26-00001 is in 2 batches'] },
      complaints: ['answered 500'],
    };
    expect(broken(bad).map(({ where }) => where)).toEqual(['I2', 'answers']);
    const text = report([result, bad], () => 'worker killed');
    expect(text).toMatch(
      /\| F2 worker killed +\| 2 +\| 6 +\| 2.0 s +\| 15.5 s \| 15.5 s \| 6 of 22 +\| 30 ms +\| 400 ms \| 0 /,
    );
    expect(text).toContain('seed 17 redis: I2: case 26-00001 is in 2 batches');
    expect(text).toContain('2 runs, 658 arrivals acknowledged');
  });

  test('do not count as injected what found nothing to hurt', () => {
    const vain = { ...fault, struck: false, moved: [], accept: { tried: 0, ok: [] } };
    const one = { ...result, faults: [...result.faults, vain] };
    expect(sentence(one)).toContain(' 1 faults,');
    const text = report([one], () => 'worker killed');
    expect(text).toMatch(/\| F2 worker killed +\| 1 /);
    expect(text).toContain('1 faults (1 more found nothing to hurt)');
  });

  const faults = (more: Partial<FaultResult>): Partial<RunResult> => ({
    faults: [{ ...fault, moved: [], accept: { tried: 0, ok: [] }, ...more }],
  });
  test.each<[string, Partial<RunResult>, string[]]>([
    ['nothing', {}, []],
    ['a thing that nobody took', { notTaken: ['mail 17-mail-4'] }, ['never taken: mail 17-mail-4']],
    ['a line that never came to rest', { rest: null }, ['rest: the line never came to rest']],
    ['a document that never moved again', faults({ stuck: 1 }), ['F2: 1 stood still for ever']],
    ['a document that moved late', faults({ moved: [60.4] }), ['F2: a document stood still for 60.4 s']],
    ['a document behind a backlog', faults({ id: 'F18', moved: [90] }), []],
    [
      'a good document that was given up',
      { parked: { poison: 0, good: 1, unexplained: ['case 26-00001'] } },
      ['given up: case 26-00001'],
    ],
    [
      'a full load of which too little was accepted',
      { accepted: { upload: 119, mail: 120, folder: 60, mailbox: 0 } },
      ['load: only 299 of 330 arrivals were accepted'],
    ],
    ['a load that was not the full one', { planned: 240, accepted: { upload: 9, mail: 9, folder: 0, mailbox: 0 } }, []],
  ])('count %s', (_what, more, told) => {
    expect(broken({ ...result, ...more }).map(({ where, what }) => `${where}: ${what}`)).toEqual(told);
  });

  test('say over a whole file whether recovery was fast enough', () => {
    const slow = { ...result, ...faults({ id: 'F6', moved: [20.1] }) };
    const lines = report([result, slow], () => '').split('\n');
    expect(lines.filter((line) => line.startsWith('target'))).toEqual([
      'target: recovery after a worker was killed (F1 F2 F4 F27), p95 at most 15 s, is 15.5 s over 3: missed',
      'target: recovery after Redis was flushed or came back (F6 F7 F8), p95 at most 20 s, is 20.1 s over 1: missed',
    ]);
    const calm = report([{ ...result, ...faults({ moved: [1, 14.9] }) }], () => '');
    expect(calm).toMatch(/worker was killed .*, is 14.9 s over 2: met\n.*came back .*at most 20 s: nothing measured/);
    expect(report([{ ...result, ...faults({ stuck: 1 }) }], () => '')).toMatch(/worker was killed .*: missed/);
    expect(calm).toContain('given up by the line: 2 poison, 1 good');
  });

  test('of an earlier judge count as not run', () => {
    const path = join(folder, 'earlier.jsonl');
    writeFileSync(path, `${JSON.stringify({ ...result, judge: JUDGE - 1 })}\n`);
    expect(new ResultsFile(path).has(result)).toBe(false);
  });

  test('are kept in a file, by which a series is taken up again', () => {
    const path = join(folder, 'results.jsonl');
    const file = new ResultsFile(path);
    expect(file.has(result)).toBe(false);
    file.add(result);
    writeFileSync(path, '{"seed":18,', { flag: 'a' }); // cut off by a kill
    expect(file.all()).toEqual([result]);
    expect([file.has(result), file.has({ ...result, seed: 18 }), file.has({ ...result, only: 'F2' })]).toEqual([
      true,
      false,
      false,
    ]);
    file.add({ ...result, seed: 18 });
    expect(file.all().map(({ seed }) => seed)).toEqual([17, 18]);
  });
});
