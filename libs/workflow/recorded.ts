import type { WorkflowEvent } from './domain/project-events.js';
import type { RecordedAttribute } from './domain/recorded-project.js';

/** What is shown of a case of an imported log. */
export interface Recorded {
  readonly source: string;
  readonly caseName: string;
  readonly importedAt: string;
  readonly attributes: readonly RecordedAttribute[];
  /** The activity that happened last; of several at one time, the one that stands last in the file. */
  readonly phase: string | null;
  /** With the log's own offset; null where no activity has a time. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** An activity without a time is taken to happen when the one before it did. */
export function recordedWith(recorded: Recorded, event: WorkflowEvent): Recorded {
  if (event.type !== 'ActivityRecorded') return recorded;
  const { activity = recorded.phase, occurredAt } = event.data;
  if (occurredAt === undefined) return { ...recorded, phase: activity };
  const { firstAt, lastAt } = recorded;
  return {
    ...recorded,
    ...((firstAt === null || timeOf(occurredAt) < timeOf(firstAt)) && { firstAt: occurredAt }),
    ...((lastAt === null || timeOf(occurredAt) >= timeOf(lastAt)) && { lastAt: occurredAt, phase: activity }),
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
