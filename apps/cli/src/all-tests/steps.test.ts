import { report, resultOf, stepsOf } from './steps';

const counts = (more: object) =>
  JSON.stringify({
    numPassedTests: 12,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    ...more,
  });

test('the parts of check are read from package.json', () => {
  const packageJson = JSON.stringify({ scripts: { check: 'npm run check:lint && npm run test:unit' } });
  expect(stepsOf(packageJson)).toEqual([
    'check:lint',
    'test:unit',
    'test:medium',
    'test:medium:redis',
    'test:e2e',
    'test:e2e:redis',
    'test:conformance',
    'test:faults',
  ]);
});

describe('a step', () => {
  test('without counts is one test', () => {
    expect(resultOf('check:lint', 0, undefined, 3)).toMatchObject({ state: 'passed', passed: 1, failed: 0 });
    expect(resultOf('check:lint', 2, undefined, 3)).toMatchObject({ state: 'failed', passed: 0, failed: 1 });
  });

  test('of jest brings its counts', () => {
    expect(resultOf('test:unit', 0, counts({}), 3)).toMatchObject({ state: 'passed', passed: 12, failed: 0 });
    expect(resultOf('test:unit', 1, counts({ numFailedTests: 2 }), 3)).toMatchObject({ state: 'failed', failed: 2 });
  });

  test.each([
    ['a skipped test', 0, counts({ numPendingTests: 1 })],
    ['a test still to be written', 0, counts({ numTodoTests: 1 })],
    ['a file that could not be loaded', 1, counts({ numRuntimeErrorTestSuites: 1 })],
    ['an exit code without a failed test', 1, counts({})],
    ['jest breaking off', 0, undefined],
  ])('fails by %s', (_, exitCode, file) => {
    expect(resultOf('test:unit', exitCode, file, 3)).toMatchObject({ state: 'failed', failed: 1 });
  });
});

test('the report ends with the sum', () => {
  const results = [
    resultOf('check:lint', 0, undefined, 3),
    resultOf('test:unit', 1, counts({ numFailedTests: 1 }), 14.4),
    { step: 'test:conformance', state: 'not run', passed: 0, failed: 0, seconds: 0 } as const,
  ];
  expect(report(results)).toBe(`
check:lint         bestanden, 3 s
test:unit          GESCHEITERT, 12 passed, 1 failed, 14 s
test:conformance   nicht gelaufen, 0 s

13 passed, 1 failed
`);
});
