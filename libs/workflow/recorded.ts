import type { RecordedAttribute, RecordedProjectEvent } from './domain/recorded-project.js';

/** What is shown of a case of an imported log. */
export interface Recorded {
  readonly source: string;
  readonly caseName: string;
  readonly importedAt: string;
  readonly attributes: readonly RecordedAttribute[];
}

/** Where a case of an imported log has come. */
export interface Course {
  /** The activity that happened last; of several at one time, the one that stands last in the file. */
  readonly phase: string | null;
  /** With the log's own offset; null where no activity has a time. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

export const NOT_YET: Course = { phase: null, firstAt: null, lastAt: null };

type Recording = Extract<RecordedProjectEvent, { type: 'ActivityRecorded' }>['data'];

/** An activity without a time is taken to happen when the one before it did. */
export function courseWith(course: Course, { activity, occurredAt }: Recording): Course {
  const { phase, firstAt, lastAt } = course;
  const now = activity ?? phase;
  if (occurredAt === undefined) return { ...course, phase: now };
  const isFirst = firstAt === null || timeOf(occurredAt) < timeOf(firstAt);
  const isLast = lastAt === null || timeOf(occurredAt) >= timeOf(lastAt);
  return {
    phase: isLast ? now : phase,
    firstAt: isFirst ? occurredAt : firstAt,
    lastAt: isLast ? occurredAt : lastAt,
  };
}

function timeOf(time: string): number {
  return Date.parse(time);
}

/** Attributes as pairs; what is nested carries the way to it in its key, `cost › total`. */
export function flattened(attributes: readonly RecordedAttribute[], way = ''): { key: string; value: string }[] {
  return attributes.flatMap(({ key, value, children }) => {
    const path = way === '' ? key : `${way} › ${key}`;
    const own = value === '' && children ? [] : [{ key: path, value }];
    return [...own, ...flattened(children ?? [], path)];
  });
}
