import type { ReportMonth, ReportStatus, ReportView, ReportWaiting, Side } from '#contracts';
import { AGES, ageOf } from './age.js';
import type { Course } from './course.js';
import { monthOf, monthText } from './month.js';
import { isOver, lengthOf, wentOnWithin, type Period } from './period.js';
import { quantile } from './quantile.js';

const MOST_STATUSES = 200;
const MOST_PROJECTS = 10;
const MOST_MONTHS = 1200;

type Counts = Omit<ReportView, 'asOf' | 'counted' | 'waiting'> & {
  readonly waiting: Omit<ReportView['waiting'], 'projects' | 'notKnown'> & {
    readonly longest: readonly WaitingProject[];
  };
};

/** A project, and how long each side of it had something to do; milliseconds. */
export interface WaitingProject {
  readonly project: string;
  readonly business: number;
  readonly client: number;
}

interface MutableStatus {
  readonly kind: Course['kind'];
  readonly status: string;
  readonly lengths: number[];
  now: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type MonthCounts = Mutable<Omit<ReportMonth, 'month' | 'isOver'>>;

/** Adds courses of projects up to the figures of a report. */
export class ReportCount {
  readonly #months = new Map<number, MonthCounts>();
  readonly #statuses = new Map<string, MutableStatus>();
  readonly #waiting: Record<Side, Mutable<ReportWaiting>> = {
    business: { waits: 0, total: 0, now: 0 },
    client: { waits: 0, total: 0, now: 0 },
  };
  readonly #open = AGES.map((age) => ({ age, run: 0, recorded: 0 }));
  #longest: WaitingProject[] = [];
  #newest: number | undefined;

  constructor(private readonly period: Period) {}

  /** @param project its id */
  add(project: string, course: Course): void {
    this.#addMonths(course);
    this.#addStays(course);
    this.#addWaits(project, course);
    if (course.ended) return;
    const age = ageOf(lengthOf(this.period, { from: course.begun, until: undefined }));
    const open = this.#open.find((one) => one.age === age);
    if (open) open[course.kind] += 1;
  }

  counts(): Counts {
    const statuses = this.#statusFigures();
    return {
      months: this.#monthFigures(),
      statuses: statuses.slice(0, MOST_STATUSES),
      statusesLeftOut: Math.max(0, statuses.length - MOST_STATUSES),
      waiting: { ...this.#waiting, longest: this.#longest },
      open: this.#open,
      lastMonth: this.#newest === undefined ? null : monthText(this.#newest),
    };
  }

  #addMonths({ kind, begun, ended, steps }: Course): void {
    const [step, end] = kind === 'run' ? (['tasks', 'finished'] as const) : (['activities', 'ended'] as const);
    for (const { at } of steps) this.#month(at)[step] += 1;
    if (ended) this.#month(ended.at)[end] += 1;
    this.#month(begun.at);
  }

  /** The counts of an instant's month, whether it is in the period or not: the newest of all is told as well. */
  #month(at: number): MonthCounts {
    const month = monthOf(at);
    if (this.#newest === undefined || month > this.#newest) this.#newest = month;
    let counts = this.#months.get(month);
    if (!counts) this.#months.set(month, (counts = { tasks: 0, finished: 0, activities: 0, ended: 0 }));
    return counts;
  }

  #addStays({ kind, stays }: Course): void {
    for (const stay of stays) {
      if (!wentOnWithin(this.period, stay)) continue;
      const key = `${kind} ${stay.status}`;
      let status = this.#statuses.get(key);
      if (!status) this.#statuses.set(key, (status = { kind, status: stay.status, lengths: [], now: 0 }));
      if (stay.until) status.lengths.push(lengthOf(this.period, stay));
      else status.now += 1;
    }
  }

  #addWaits(project: string, { waits }: Course): void {
    const own = { project, business: 0, client: 0 };
    for (const wait of waits) {
      if (!wentOnWithin(this.period, wait)) continue;
      const length = lengthOf(this.period, wait);
      const figure = this.#waiting[wait.side];
      figure.waits += 1;
      figure.total += length;
      figure.now += wait.until ? 0 : 1;
      own[wait.side] += length;
    }
    if (own.business + own.client > 0) this.#longest = longestOf([...this.#longest, own]);
  }

  #monthFigures(): ReportMonth[] {
    const { lastMonth } = this.period;
    const first = this.period.firstMonth ?? this.#firstMonth();
    const count = Math.min(MOST_MONTHS, lastMonth - first + 1);
    return Array.from({ length: count }, (_, index) => {
      const month = lastMonth - count + 1 + index;
      const { tasks, finished, activities, ended } = this.#months.get(month) ?? NOTHING;
      return { month: monthText(month), isOver: isOver(this.period, month), tasks, finished, activities, ended };
    });
  }

  /** Of all that happened; after the last one when nothing did. */
  #firstMonth(): number {
    return [...this.#months.keys()].reduce((a, b) => Math.min(a, b), this.period.lastMonth + 1);
  }

  #statusFigures(): ReportStatus[] {
    return [...this.#statuses.values()]
      .map(({ kind, status, lengths, now }) => {
        const sorted = lengths.sort((a, b) => a - b);
        const total = lengths.reduce((sum, length) => sum + length, 0);
        const figures = { half: quantile(sorted, 0.5), most: quantile(sorted, 0.9), total };
        return { kind, status, stays: lengths.length, ...figures, now };
      })
      .sort((a, b) => b.total - a.total || (a.status < b.status ? -1 : 1));
  }
}

const NOTHING: MonthCounts = { tasks: 0, finished: 0, activities: 0, ended: 0 };

function longestOf(projects: WaitingProject[]): WaitingProject[] {
  const total = ({ business, client }: WaitingProject) => business + client;
  return projects.sort((a, b) => total(b) - total(a) || (a.project < b.project ? -1 : 1)).slice(0, MOST_PROJECTS);
}
