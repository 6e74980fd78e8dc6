import { describe, expect, it } from '@jest/globals';
import { closing, jestTally, playwrightTally, tallyOf, type Tally } from './test-tally.ts';

const tally = (numbers: Partial<Tally>): Tally => ({ passed: 0, failed: 0, skipped: 0, left: [], ...numbers });

function jestReport(numbers: Partial<Parameters<typeof jestTally>[0]> = {}): Parameters<typeof jestTally>[0] {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    testResults: [],
    ...numbers,
  };
}

describe("Jest's report", () => {
  it('gives its numbers, a suite that could not be loaded as one failure', () => {
    const report = jestReport({ numPassedTests: 7, numFailedTests: 1, numRuntimeErrorTestSuites: 2 });
    expect(jestTally(report)).toEqual(tally({ passed: 7, failed: 3 }));
  });

  it('names what was skipped by its outermost title, which says what it needs', () => {
    const skipped = (title: string) => ({
      status: 'pending',
      ancestorTitles: ['real logs (needs PORTICO_TEST_DATA)'],
      title,
    });
    const report = jestReport({
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        {
          name: 'a.spec.ts',
          assertionResults: [skipped('one'), skipped('two'), { status: 'passed', ancestorTitles: [], title: 'x' }],
        },
        { name: 'b.spec.ts', assertionResults: [{ status: 'todo', ancestorTitles: [], title: 'some day' }] },
      ],
    });
    expect(jestTally(report)).toEqual(
      tally({
        skipped: 3,
        left: [
          { suite: 'real logs (needs PORTICO_TEST_DATA)', tests: 2 },
          { suite: 'some day', tests: 1 },
        ],
      }),
    );
  });
});

describe("Playwright's report", () => {
  it('counts what passed only at its second try, and errors outside of tests, as failed', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{}], suites: [] };
    expect(playwrightTally(report)).toEqual(tally({ passed: 4, failed: 3 }));
  });

  it('names what was skipped with its reason, however deep it stands', () => {
    const test = { status: 'skipped', annotations: [{ type: 'skip', description: 'needs a Chromium' }] };
    const report = {
      stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 1 },
      errors: [],
      suites: [
        {
          title: 'way.e2e.spec.ts',
          suites: [{ title: 'the whole way', specs: [{ title: 'ends well', tests: [test] }] }],
        },
      ],
    };
    expect(playwrightTally(report).left).toEqual([{ suite: 'the whole way: ends well (needs a Chromium)', tests: 1 }]);
  });
});

describe('a runner', () => {
  const good = (): Tally => tally({ passed: 3 });

  it('that left no report has failed', () => {
    expect(tallyOf({ report: undefined, code: 0 }, good)).toEqual(tally({ failed: 1 }));
  });

  it('that exits with an error although its report is good has failed', () => {
    expect(tallyOf({ report: {}, code: 1 }, good)).toEqual(tally({ passed: 3, failed: 1 }));
    expect(tallyOf({ report: {}, code: null }, good)).toEqual(tally({ passed: 3, failed: 1 }));
  });

  it('that found no test has failed', () => {
    expect(tallyOf({ report: {}, code: 0 }, () => tally({}))).toEqual(tally({ failed: 1 }));
  });

  it('that ended well is taken at its word', () => {
    expect(tallyOf({ report: {}, code: 0 }, good)).toEqual(good());
    expect(tallyOf({ report: {}, code: 1 }, () => tally({ failed: 2 }))).toEqual(tally({ failed: 2 }));
  });
});

describe('the closing lines', () => {
  const tallies = [
    tally({ passed: 5 }),
    tally({ passed: 2, skipped: 3, left: [{ suite: 'real logs (needs PORTICO_TEST_DATA)', tests: 3 }] }),
  ];

  it('sum over all runners and name what was left out', () => {
    expect(closing(tallies, false)).toEqual({
      ok: true,
      lines: ['Skipped:', '  real logs (needs PORTICO_TEST_DATA): 3 tests', '7 passed, 0 failed, 3 skipped'],
    });
  });

  it('are one line when nothing was left out', () => {
    expect(closing([tally({ passed: 1, failed: 1 })], false)).toEqual({
      ok: false,
      lines: ['1 passed, 1 failed, 0 skipped'],
    });
  });

  it('count a skip as a failure where everything is required', () => {
    const { lines, ok } = closing(tallies, true);
    expect(lines.at(-1)).toBe('7 passed, 3 failed, 0 skipped');
    expect(ok).toBe(false);
  });
});
