import type { QueryOf, listReportEvents } from '#contracts';
import { ageOf } from './age.js';
import type { Course, Fact, Span } from './course.js';
import { monthNumber, monthOf } from './month.js';
import { isWithin, lengthOf, wentOnWithin, type Period } from './period.js';

type Asked = QueryOf<typeof listReportEvents>;

/** A figure, and what it is narrowed to. */
export type Figure = Pick<Asked, 'figure' | 'month' | 'status' | 'side' | 'age'>;

/** One that a figure counts: the event that it begins with, and how long it lasted where that is measured (milliseconds). */
export interface Counted {
  readonly fact: Fact;
  readonly lasted: number | null;
  readonly endedBy: Fact | undefined;
}

/** What a figure counts in a course, in order of time. */
export function countedIn(course: Course, figure: Figure, period: Period): Counted[] {
  return FIGURES[figure.figure](course, figure, period);
}

type Find = (course: Course, figure: Figure, period: Period) => Counted[];

const FIGURES: Readonly<Record<Asked['figure'], Find>> = {
  steps: ({ steps }, figure, period) => once(steps, figure, period),
  finished: ({ ended }, figure, period) => once(ended ? [ended] : [], figure, period),
  stays: ({ stays }, { status }, period) =>
    spans(
      stays.filter((stay) => isOf(status, stay.status) && stay.until && wentOnWithin(period, stay)),
      period,
    ),
  staying: ({ stays }, { status }, period) =>
    spans(
      stays.filter((stay) => isOf(status, stay.status) && !stay.until),
      period,
    ),
  waits: ({ waits }, { side }, period) =>
    spans(
      waits.filter((wait) => isOf(side, wait.side) && wentOnWithin(period, wait)),
      period,
    ),
  waiting: ({ waits }, { side }, period) =>
    spans(
      waits.filter((wait) => isOf(side, wait.side) && !wait.until),
      period,
    ),
  open: ({ begun, ended }, { age }, period) =>
    spans([{ from: begun, until: ended }], period).filter(
      ({ lasted, endedBy }) => !endedBy && isOf(age, ageOf(lasted ?? 0)),
    ),
};

function once(facts: readonly Fact[], { month }: Figure, period: Period): Counted[] {
  const wanted = month === undefined ? undefined : monthNumber(month);
  return inOrder(
    facts
      .filter(({ at }) => isWithin(period, at) && (wanted === undefined || monthOf(at) === wanted))
      .map((fact) => ({ fact, lasted: null, endedBy: undefined })),
  );
}

function spans(all: readonly Span[], period: Period): Counted[] {
  return inOrder(all.map((span) => ({ fact: span.from, lasted: lengthOf(period, span), endedBy: span.until })));
}

function inOrder(counted: Counted[]): Counted[] {
  return counted.sort(({ fact: a }, { fact: b }) => a.at - b.at || a.revision - b.revision);
}

function isOf<Value>(wanted: Value | undefined, value: Value): boolean {
  return wanted === undefined || wanted === value;
}
