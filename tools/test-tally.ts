/** Tests that did not run, by where they stand and what they need. */
export interface Skipped {
  readonly suite: string;
  readonly tests: number;
}

/** What one runner did. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly left: readonly Skipped[];
}

/** What is read of Jest's JSON report. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly ancestorTitles: readonly string[];
      readonly title: string;
    }[];
  }[];
}

/** Reads Jest's JSON report. A suite that could not be loaded counts as one failure. */
export function jestTally(report: JestReport): Tally {
  const left = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
    left: counted(left),
  };
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

/** What is read of Playwright's JSON report. */
export interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
  readonly suites: readonly PlaywrightSuite[];
}

/** Reads Playwright's JSON report. What passed only at its second try, and an error outside any test, count as failures. */
export function playwrightTally({ stats, errors, suites }: PlaywrightReport): Tally {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    left: counted(suites.flatMap(skippedBelow)),
  };
}

function skippedBelow(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => {
        const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
        return `${suite.title}: ${title}${reason === undefined ? '' : ` (${reason})`}`;
      }),
  );
  return [...own, ...(suite.suites ?? []).flatMap(skippedBelow)];
}

function counted(suites: readonly string[]): Skipped[] {
  return [...new Set(suites)].map((suite) => ({ suite, tests: suites.filter((other) => other === suite).length }));
}

/** How a runner ended: its report where it wrote one, and its exit code (null when it was killed). */
export interface Ended<Report> {
  readonly report: Report | undefined;
  readonly code: number | null;
}

/** A runner without a report, without a test, or that says no to its own good report has failed once. */
export function tallyOf<Report>({ report, code }: Ended<Report>, read: (report: Report) => Tally): Tally {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, left: [] };
  const tally = read(report);
  const isEmpty = tally.passed + tally.failed + tally.skipped === 0;
  return tally.failed === 0 && (code !== 0 || isEmpty) ? { ...tally, failed: 1 } : tally;
}

/**
 * The closing lines: which suites were left out, then exactly one line of numbers.
 *
 * @param requireAll whether a skipped test counts as failed
 */
export function closing(tallies: readonly Tally[], requireAll: boolean): { lines: string[]; ok: boolean } {
  const sum = (count: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + count(tally), 0);
  const skipped = sum((tally) => tally.skipped);
  const failed = sum((tally) => tally.failed) + (requireAll ? skipped : 0);
  const left = tallies
    .flatMap((tally) => tally.left)
    .map(({ suite, tests }) => `  ${suite}: ${tests} ${tests === 1 ? 'test' : 'tests'}`);
  const heading = requireAll ? 'Skipped, which PORTICO_TEST_REQUIRE=all counts as failed:' : 'Skipped:';
  const numbers = `${sum((tally) => tally.passed)} passed, ${failed} failed, ${requireAll ? 0 : skipped} skipped`;
  return { lines: [...(left.length > 0 ? [heading, ...left] : []), numbers], ok: failed === 0 };
}
