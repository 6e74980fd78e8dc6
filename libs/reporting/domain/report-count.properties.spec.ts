import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ReportScope, ReportStatus } from '#contracts';
import {
  HOUR,
  SIDES,
  anyCase,
  anyRun,
  instant,
  recordedMoments,
  runMoments,
  type Activity,
  type Run,
} from './course.harness.js';
import type { Course } from './course.js';
import { countedIn, type Figure } from './figures.js';
import {
  DAY,
  END,
  HourByHour,
  isOpenIn,
  monthText,
  quietSince,
  restOf,
  stretchesOf,
  sum,
  type State,
} from './hour-by-hour.harness.js';
import { periodOf } from './period.js';
import { recordedCourse } from './recorded-course.js';
import { ReportCount } from './report-count.js';
import { runCourse } from './run-course.js';

const anyScope: fc.Arbitrary<ReportScope> = fc.record({
  facts: fc.constantFrom('known-now', 'recorded-then'),
  months: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  asOf: fc.option(
    fc.integer({ min: 0, max: END / DAY }).map((day) => new Date(instant(day * DAY)).toISOString().slice(0, 10)),
    { nil: undefined },
  ),
});

function counted(scope: ReportScope, cases: readonly Activity[][], runs: readonly Run[]) {
  const period = periodOf(scope, instant(END));
  const count = new ReportCount(period);
  const courses = [
    ...cases.map((one) => recordedCourse([recordedMoments(one)], period.known)),
    ...runs.map((run) => runCourse(run.tasks, runMoments(run), period.known)),
  ].flatMap((course): Course[] => (course ? [course] : []));
  courses.forEach((course, index) => {
    count.add(String(index), course);
  });
  return { period, courses, report: count.counts() };
}

const someCases = fc.array(anyCase, { maxLength: 4 });
const someRuns = fc.array(anyRun, { maxLength: 3 });

describe('a report', () => {
  it('counts activities and ends of recorded projects as a recount does', () => {
    fc.assert(
      fc.property(anyScope, someCases, (scope, cases) => {
        const { report } = counted(scope, cases, []);
        const naive = new HourByHour(scope);
        const known = cases.map((one) => naive.activities(one));
        for (const { month, activities, ended } of report.months) {
          expect(activities).toBe(sum(known.map((one) => one.filter(({ hour }) => monthText(hour) === month).length)));
          const ends = known.flatMap((one) => one.at(-1)?.hour ?? []);
          // The end of a day is a millisecond before midnight, the last hour looked at begins earlier.
          const quiet = ends.filter((hour) => instant(hour) <= quietSince(scope));
          expect(ended).toBe(quiet.filter((hour) => monthText(hour) === month).length);
        }
        const all = known.flat().filter(({ hour }) => hour >= naive.from);
        expect(sum(report.months.map(({ activities }) => activities))).toBe(all.length);
      }),
    );
  });

  it('measures statuses of recorded projects as a recount does', () => {
    fc.assert(
      fc.property(anyScope, someCases, (scope, cases) => {
        const { report } = counted({ ...scope, months: undefined }, cases, []);
        const naive = new HourByHour(scope);
        for (const status of ['Queued', 'Accepted', 'Wait', 'Closed']) {
          const lengths = cases.flatMap((one) => stretchesOf(naive.activities(one), status));
          const figure = report.statuses.find((found) => found.status === status);
          const isIn = (one: Activity[]) => isOpenIn(status, naive.activities(one), scope);
          const { stays, total, now } = figure ?? NEVER;
          expect({ stays, total, now }).toEqual({
            stays: lengths.length,
            total: sum(lengths) * HOUR,
            now: cases.filter(isIn).length,
          });
          if (figure) expectShares(figure, lengths);
        }
      }),
    );
  });

  it('counts tasks, statuses and waiting of projects as going through them hour by hour does', () => {
    fc.assert(
      fc.property(anyScope, someRuns, (scope, runs) => {
        const naive = new HourByHour(scope);
        const begun = runs.filter(({ beginsAt }) => beginsAt <= naive.end);
        const { report } = counted(scope, [], runs);
        const done = begun.flatMap((run) => naive.stateAt(run, naive.end).doneAt);
        for (const { month, tasks } of report.months)
          expect(tasks).toBe(done.filter((hour) => monthText(hour) === month).length);
        expect(sum(report.open.map(({ run }) => run))).toBe(
          begun.filter((run) => !naive.stateAt(run, naive.end).isFinished).length,
        );
        const finished = begun.flatMap((run) => naive.finishedAt(run));
        for (const one of report.months)
          expect(one.finished).toBe(finished.filter((hour) => monthText(hour) === one.month).length);
        const states = new Map(begun.map((run) => [run, naive.states(run)]));
        const stretches = (holds: (state: State) => boolean, isOpenToo: boolean) =>
          [...states].map(([run, all]) => naive.stretches(run, all.map(holds), isOpenToo));
        const atTheEnd = (holds: (state: State) => boolean) =>
          [...states.values()].flatMap((all) => all.at(-1) ?? []).filter(holds).length;
        for (const side of SIDES) {
          const isWaiting = ({ waits }: State) => waits.includes(side);
          const hours = stretches(isWaiting, true);
          const now = atTheEnd(isWaiting);
          expect(report.waiting[side].now).toBe(now);
          expect(report.waiting[side].total).toBe(sum(hours) * HOUR + now * restOf(scope));
        }
        for (const status of ['none', 'on-track', 'late', 'finished']) {
          const isIn = (state: State) => state.status === status;
          const hours = stretches(isIn, false);
          const { total, now } = report.statuses.find((one) => one.status === status) ?? NEVER;
          expect({ total, now }).toEqual({ total: sum(hours) * HOUR, now: atTheEnd(isIn) });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has as many events behind each figure as the figure says', () => {
    fc.assert(
      fc.property(anyScope, someCases, someRuns, (scope, cases, runs) => {
        const { report, courses, period } = counted(scope, cases, runs);
        const events = (figure: Figure, kind?: Course['kind']) =>
          courses
            .filter((course) => kind === undefined || course.kind === kind)
            .flatMap((course) => countedIn(course, figure, period));
        for (const { month, tasks, activities, finished, ended } of report.months) {
          expect(events({ figure: 'steps', month })).toHaveLength(tasks + activities);
          expect(events({ figure: 'finished', month })).toHaveLength(finished + ended);
        }
        for (const { kind, status, stays, total, now } of report.statuses) {
          const left = events({ figure: 'stays', status }, kind);
          expect(left).toHaveLength(stays);
          expect(sum(left.map(({ lasted }) => lasted ?? 0))).toBe(total);
          expect(events({ figure: 'staying', status }, kind)).toHaveLength(now);
        }
        for (const side of SIDES) {
          const waits = events({ figure: 'waits', side });
          expect(waits).toHaveLength(report.waiting[side].waits);
          expect(sum(waits.map(({ lasted }) => lasted ?? 0))).toBe(report.waiting[side].total);
          expect(events({ figure: 'waiting', side })).toHaveLength(report.waiting[side].now);
        }
        for (const { age, run, recorded } of report.open)
          expect(events({ figure: 'open', age })).toHaveLength(run + recorded);
      }),
    );
  });
});

/** What is said of a status that nothing was ever in: nothing. */
const NEVER = { stays: 0, total: 0, now: 0 };

/** At least half of the stays are no longer than `half`, and of what is shorter not even half; likewise nine of ten. */
function expectShares({ half, most }: Pick<ReportStatus, 'half' | 'most'>, hours: readonly number[]): void {
  if (half === null || most === null) {
    expect(hours).toEqual([]);
    return;
  }
  const within = (length: number) => hours.filter((one) => one * HOUR <= length).length;
  expect(within(half) * 2).toBeGreaterThanOrEqual(hours.length);
  expect(within(half - 1) * 2).toBeLessThan(hours.length);
  expect(within(most) * 10).toBeGreaterThanOrEqual(hours.length * 9);
  expect(within(most - 1) * 10).toBeLessThan(hours.length * 9);
}
