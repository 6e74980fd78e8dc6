import type { Side } from '#contracts';
import type { Course, Fact, Knowledge, Stay, Wait } from './course.js';

/** What of a task's plan waiting depends on. */
export interface ReportedTask {
  readonly id: string;
  readonly side: Side;
  /** Ids of tasks that must be done before it. */
  readonly needs: readonly string[];
}

/** What happened in a project: its revision, when, and what; `about` is a task's id or a status. */
export type RunMoment = readonly [
  revision: number,
  at: number,
  what: 'started' | 'done' | 'undone' | 'status',
  about: string,
];

/** The status of a project before anybody said one. */
export const NO_STATUS = 'none';
const FINISHED = 'finished';
const SIDES: readonly Side[] = ['business', 'client'];

/**
 * The course of a project that follows a template; `undefined` before its start. It has ended while all its tasks are
 * done or its status says that it is finished; then no status and no wait goes on.
 */
export function runCourse(
  tasks: readonly ReportedTask[],
  moments: readonly RunMoment[],
  known: Knowledge,
): Course | undefined {
  const until = Math.min(known.happened, known.recorded);
  const course = new RunningCourse(tasks);
  for (const moment of moments) if (moment[1] <= until) course.go(moment);
  return course.told();
}

/** A project's clocks, moved on from moment to moment. */
class RunningCourse {
  readonly #done = new Map<string, Fact>();
  readonly #stays: Stay[] = [];
  readonly #waits: Wait[] = [];
  readonly #waiting = new Map<Side, Fact>();
  #staying: { readonly status: string; readonly from: Fact } | undefined;
  #begun: Fact | undefined;
  #ended: Fact | undefined;
  #status = NO_STATUS;

  constructor(private readonly tasks: readonly ReportedTask[]) {}

  go([revision, at, what, about]: RunMoment): void {
    const fact = { revision, at };
    this.#change(fact, what, about);
    if (!this.#begun) return;
    this.#ended = this.#isFinished() ? (this.#ended ?? fact) : undefined;
    this.#stay(fact);
    for (const side of SIDES) this.#wait(side, fact);
  }

  told(): Course | undefined {
    if (!this.#begun) return undefined;
    const staying = this.#staying ? [{ ...this.#staying, until: undefined }] : [];
    const waiting = [...this.#waiting].map(([side, from]) => ({ side, from, until: undefined }));
    return {
      kind: 'run',
      begun: this.#begun,
      ended: this.#ended,
      steps: [...this.#done.values()],
      stays: [...this.#stays, ...staying],
      waits: [...this.#waits, ...waiting],
    };
  }

  #change(fact: Fact, what: RunMoment[2], about: string): void {
    switch (what) {
      case 'started':
        this.#begun = fact;
        break;
      case 'done':
        this.#done.set(about, fact);
        break;
      case 'undone':
        this.#done.delete(about);
        break;
      case 'status':
        this.#status = about;
    }
  }

  #isFinished(): boolean {
    return this.#status === FINISHED || (this.tasks.length > 0 && this.tasks.every(({ id }) => this.#done.has(id)));
  }

  #stay(fact: Fact): void {
    const now = this.#ended ? undefined : this.#status;
    if (this.#staying?.status === now) return;
    if (this.#staying) this.#stays.push({ ...this.#staying, until: fact });
    this.#staying = now === undefined ? undefined : { status: now, from: fact };
  }

  #wait(side: Side, fact: Fact): void {
    const isWaiting = !this.#ended && this.tasks.some((task) => task.side === side && this.#isOpen(task));
    const from = this.#waiting.get(side);
    if (isWaiting === (from !== undefined)) return;
    if (!from) {
      this.#waiting.set(side, fact);
      return;
    }
    this.#waits.push({ side, from, until: fact });
    this.#waiting.delete(side);
  }

  #isOpen({ id, needs }: ReportedTask): boolean {
    return !this.#done.has(id) && needs.every((need) => this.#done.has(need));
  }
}
