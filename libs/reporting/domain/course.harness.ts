import fc from 'fast-check';
import type { Side } from '#contracts';
import type { RecordedMoment } from './recorded-course.js';
import type { ReportedTask, RunMoment } from './run-course.js';

export const HOUR = 3_600_000;
/** Hours that generated projects spread over: some months, so that months and ages differ. */
export const HOURS = 3000;
/** Where hour 0 lies. */
export const ORIGIN = Date.parse('2025-11-14T00:00:00.000Z');

export const SIDES: readonly Side[] = ['business', 'client'];

/** Beginnings of months are where counting goes wrong most easily. */
const MONTH_BEGINS = ['2025-12', '2026-01', '2026-02', '2026-03'].map((month) => (Date.parse(month) - ORIGIN) / HOUR);
const anyHour = fc.oneof(
  fc.nat(HOURS),
  fc.tuple(fc.constantFrom(...MONTH_BEGINS), fc.integer({ min: -3, max: 3 })).map(([begin, off]) => begin + off),
);

/** An activity of a generated case, in hours from {@link ORIGIN}. */
export interface Activity {
  readonly hour: number | null;
  readonly recordedHour: number;
  readonly status: string;
}

export const anyCase: fc.Arbitrary<Activity[]> = fc.array(
  fc.record({
    hour: fc.option(anyHour, { freq: 8 }),
    recordedHour: anyHour,
    status: fc.constantFrom('Queued', 'Accepted', 'Wait', 'Closed'),
  }),
  { maxLength: 12 },
);

/** What happened in a generated run. */
export interface Deed {
  readonly hour: number;
  readonly what: 'done' | 'undone' | 'status';
  readonly about: string;
}

export interface Run {
  readonly tasks: readonly ReportedTask[];
  readonly beginsAt: number;
  readonly deeds: readonly Deed[];
}

const TASKS = ['a', 'b', 'c', 'd'];

const anyTasks = fc
  .tuple(...TASKS.map((_, index) => fc.tuple(fc.constantFrom(...SIDES), fc.subarray(TASKS.slice(0, index)))))
  .map((plans) => plans.map(([side, needs], index): ReportedTask => ({ id: TASKS[index] ?? '', side, needs })));

const anyDeed = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TASKS).map((about) => ({ what: 'done', about }) as const) },
  { weight: 2, arbitrary: fc.constantFrom(...TASKS).map((about) => ({ what: 'undone', about }) as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('on-track', 'late', 'finished').map((about) => ({ what: 'status', about }) as const),
  },
);

export const anyRun: fc.Arbitrary<Run> = fc
  .record({
    tasks: anyTasks,
    hours: fc.uniqueArray(anyHour, { minLength: 1, maxLength: 14 }),
    deeds: fc.infiniteStream(anyDeed),
  })
  .map(({ tasks, hours, deeds }) => {
    const [beginsAt = 0, ...later] = hours.toSorted((a, b) => a - b);
    const what = [...deeds.take(later.length)];
    return {
      tasks,
      beginsAt,
      deeds: later.flatMap((hour, index): Deed[] => (what[index] ? [{ hour, ...what[index] }] : [])),
    };
  });

export function recordedMoments(activities: readonly Activity[]) {
  const statuses = [...new Set(activities.map(({ status }) => status))];
  const moments = activities.map(({ hour, recordedHour, status }, index): RecordedMoment => [
    index + 1,
    hour === null ? null : instant(hour),
    instant(recordedHour),
    statuses.indexOf(status),
  ]);
  return { statuses, moments };
}

export function runMoments(run: Run): RunMoment[] {
  return [
    [0, instant(run.beginsAt), 'started', ''],
    ...run.deeds.map(({ hour, what, about }, index): RunMoment => [index + 1, instant(hour), what, about]),
  ];
}

export function instant(hour: number): number {
  return ORIGIN + hour * HOUR;
}
