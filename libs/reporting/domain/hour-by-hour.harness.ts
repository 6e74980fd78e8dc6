import type { ReportScope } from '#contracts';
import { HOUR, HOURS, SIDES, instant, type Activity, type Run } from './course.harness.js';

/** The hour up to which everything is looked at; later ones must not count. */
export const END = HOURS;
export const DAY = 24;

/** An activity that has its hour. */
export interface Placed {
  readonly hour: number;
  readonly status: string;
}

/** Everything anew and hour by hour: slow, and not by the way that the report takes. */
export class HourByHour {
  readonly end: number;
  readonly recordedUntil: number;
  readonly from: number;

  constructor({ asOf, facts, months }: ReportScope) {
    this.end = asOf === undefined ? END : Math.min(END, hourOf(asOf) + DAY - 1);
    this.recordedUntil = facts === 'recorded-then' ? this.end : END;
    const end = new Date(instant(this.end));
    const first = Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - (months ?? 10_000) + 1);
    this.from = (first - instant(0)) / HOUR;
  }

  /** Activities that count, in order of time, those without one at that of the one before them. */
  activities(all: readonly Activity[]): Placed[] {
    const known = all.filter(({ recordedHour }) => recordedHour <= this.recordedUntil);
    return known
      .flatMap(({ status }, index) => {
        const hour = known.slice(0, index + 1).findLast((one) => one.hour !== null)?.hour ?? Infinity;
        return hour <= this.end ? [{ hour, status }] : [];
      })
      .sort((a, b) => a.hour - b.hour);
  }

  /** What is true of a run after all that was done up to an hour. */
  stateAt(run: Run, hour: number) {
    const past = run.deeds.filter((deed) => deed.hour <= hour);
    const last = (id: string) => past.findLast(({ what, about }) => what !== 'status' && about === id);
    const isDone = (id: string) => last(id)?.what === 'done';
    const status = past.findLast(({ what }) => what === 'status')?.about ?? 'none';
    const isFinished = status === 'finished' || run.tasks.every(({ id }) => isDone(id));
    const waits = SIDES.filter((side) =>
      run.tasks.some((task) => task.side === side && !isDone(task.id) && task.needs.every(isDone)),
    );
    return {
      doneAt: run.tasks.flatMap(({ id }) => (isDone(id) ? (last(id)?.hour ?? []) : [])),
      isFinished,
      status: isFinished ? undefined : status,
      waits: isFinished ? [] : waits,
    };
  }

  /** What is true of a run in each hour from its beginning to the end. */
  states(run: Run) {
    const count = Math.max(0, this.end - run.beginsAt + 1);
    return Array.from({ length: count }, (_, index) => this.stateAt(run, run.beginsAt + index));
  }

  /** Hours that something held for in stretches that reached into the period. @param held for each hour from the beginning */
  stretches({ beginsAt }: Run, held: readonly boolean[], isOpenToo: boolean): number {
    const starts = held.flatMap((holds, index) => (holds && !held[index - 1] ? [index] : []));
    const lengths = starts.map((start) => {
      const end = held.indexOf(false, start);
      if (end < 0) return isOpenToo ? held.length - 1 - start : 0;
      return beginsAt + end >= this.from ? end - start : 0;
    });
    return sum(lengths);
  }

  /** The hour since which a run is finished. */
  finishedAt(run: Run): number[] {
    if (!this.stateAt(run, this.end).isFinished) return [];
    let hour = this.end;
    while (hour > run.beginsAt && this.stateAt(run, hour - 1).isFinished) hour -= 1;
    return [hour];
  }
}

export type State = ReturnType<HourByHour['stateAt']>;

function hourOf(day: string): number {
  return (Date.parse(day) - instant(0)) / HOUR;
}

export function monthText(hour: number): string {
  return new Date(instant(hour)).toISOString().slice(0, 7);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** What is younger than this is still open (milliseconds since 1970). */
export function quietSince({ asOf }: ReportScope): number {
  return endOf(asOf) - 30 * DAY * HOUR;
}

function endOf(asOf: string | undefined): number {
  return asOf === undefined ? instant(END) : Math.min(instant(END), Date.parse(asOf) + DAY * HOUR - 1);
}

/** From the last hour looked at to the report's very end. */
export function restOf(scope: ReportScope): number {
  return endOf(scope.asOf) - instant(new HourByHour(scope).end);
}

/** How long a case was in a status each time; the one that it ended in was left by nobody, nor one that goes on. */
export function stretchesOf(activities: readonly Placed[], status: string): number[] {
  const starts = activities.filter((one, index) => one.status !== activities[index - 1]?.status);
  return starts.flatMap((one, index) => {
    const next = starts[index + 1];
    return one.status === status && next ? [next.hour - one.hour] : [];
  });
}

/** Whether a case is open and in a status at the report's end. */
export function isOpenIn(wanted: string, activities: readonly Placed[], scope: ReportScope): boolean {
  const last = activities.at(-1);
  return last?.status === wanted && instant(last.hour) > quietSince(scope);
}
