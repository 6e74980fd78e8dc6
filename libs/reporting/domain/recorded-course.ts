import type { Course, Fact, Knowledge, Stay } from './course.js';

/** An activity: its revision, when it happened if the log says, when it was recorded, and the number of its status. */
export type RecordedMoment = readonly [revision: number, happened: number | null, recorded: number, status: number];

/** A part of a recorded project's activities, in the order of its file. */
export interface RecordedMoments {
  readonly statuses: readonly string[];
  readonly moments: readonly RecordedMoment[];
}

/** A recorded project is taken to be open while its last activity is younger, and to have ended with it otherwise. */
const QUIET_MS = 30 * 86_400_000;

interface Placed extends Fact {
  readonly status: string;
}

/**
 * The course of a recorded project; `undefined` when nothing of it has a time yet. An activity without a time is taken
 * to happen when the one before it in the file did. The status that it ended in is no stay, since nobody left it.
 */
export function recordedCourse(parts: readonly RecordedMoments[], known: Knowledge): Course | undefined {
  const activities = placed(parts, known)
    .filter(({ at }) => at <= known.happened)
    .sort((a, b) => a.at - b.at);
  const [begun] = activities;
  const last = activities.at(-1);
  if (!begun || !last) return undefined;
  const isOpen = known.happened - last.at < QUIET_MS;
  const stays = staysOf(activities);
  if (!isOpen) stays.pop();
  return { kind: 'recorded', begun, ended: isOpen ? undefined : last, steps: activities, stays, waits: [] };
}

/** How many activities have no time, and none before them that has one. */
export function undatedIn(parts: readonly RecordedMoments[], known: Knowledge): number {
  let count = 0;
  for (const [, happened, recorded] of parts.flatMap(({ moments }) => moments)) {
    if (recorded > known.recorded) continue;
    if (happened !== null) return count;
    count += 1;
  }
  return count;
}

function placed(parts: readonly RecordedMoments[], known: Knowledge): Placed[] {
  const activities: Placed[] = [];
  let before: number | undefined;
  for (const { statuses, moments } of parts) {
    for (const [revision, happened, recorded, status] of moments) {
      if (recorded > known.recorded) continue;
      before = happened ?? before;
      if (before !== undefined) activities.push({ revision, at: before, status: statuses[status] ?? '' });
    }
  }
  return activities;
}

function staysOf(activities: readonly Placed[]): Stay[] {
  const stays: { status: string; from: Fact; until: Fact | undefined }[] = [];
  for (const activity of activities) {
    const current = stays.at(-1);
    if (current?.status === activity.status) continue;
    if (current) current.until = activity;
    stays.push({ status: activity.status, from: activity, until: undefined });
  }
  return stays;
}
