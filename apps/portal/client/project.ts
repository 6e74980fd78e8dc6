import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideCircle, LucideCircleCheck, LucideCircleDot, LucideHourglass, LucideLock } from '@lucide/angular';
import { getProject, listNotes, type TaskView } from '#contracts';
import { Api } from '../data/api';
import { Dates, dayKey } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { TaskActs } from '../data/task-acts';
import { injectPageMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Loaded } from '../ui/loaded';
import { NoteList } from '../ui/note-list';
import { Rail } from '../ui/rail';
import { RecordedFacts } from '../ui/recorded-facts';

/** One project: its phases, the next step, every task that the client may see, and the notes to them. */
@Component({
  selector: 'app-project',
  imports: [
    ActError,
    Loaded,
    LucideCircle,
    LucideCircleCheck,
    LucideCircleDot,
    LucideHourglass,
    LucideLock,
    NoteList,
    Rail,
    RecordedFacts,
    RouterLink,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './project.html',
  styleUrl: './project.css',
})
export class Project {
  readonly account = input.required<string>();
  readonly project = input.required<string>();
  protected readonly m = injectPageMessages();
  protected readonly me = inject(Me);
  protected readonly dates = inject(Dates);
  protected readonly acts = inject(TaskActs);
  protected readonly showsFinished = signal(false);
  protected readonly today = dayKey(new Date());
  readonly #api = inject(Api);

  protected readonly query = liveQuery(
    ['projects', 'project-activity', 'people'],
    () => this.project(),
    (projectId) => this.#api.query(getProject, { params: { projectId } }),
  );
  protected readonly notes = liveQuery(
    ['notes'],
    () => this.project(),
    (projectId) => this.#api.query(listNotes, { params: { projectId }, query: {} }),
  );

  readonly #tasks = computed(() =>
    (this.query.value()?.taskList ?? []).map((task) => (this.acts.isCompleting(task.id) ? completed(task) : task)),
  );
  protected readonly open = computed(() =>
    this.#tasks()
      .filter(({ state }) => state !== 'done')
      .sort(byUrgency),
  );
  protected readonly finished = computed(() => this.#tasks().filter(({ state }) => state === 'done'));
  /** The task that this person can complete now and that is due first. */
  protected readonly next = computed(() => this.open().find(({ allowed }) => allowed.includes('completeTask')));
  protected readonly ours = computed(() =>
    this.open().find(({ side, state }) => side === 'business' && state === 'open'),
  );

  constructor() {
    // What was refused on another page is no news here.
    this.acts.error.set(undefined);
  }

  /** What the business does while nothing waits on this person. */
  protected meanwhile({ title, dueOn }: TaskView): string {
    if (dueOn === null) return this.m.project.nothingNeededNoDate(title);
    const on = this.dates.day(dueOn);
    return dueOn < this.today
      ? this.m.project.nothingNeededLate(title, on)
      : this.m.project.nothingNeededText(title, on);
  }
}

function completed(task: TaskView): TaskView {
  return { ...task, state: 'done', allowed: [] };
}

const ORDER: Readonly<Record<TaskView['state'], number>> = { open: 0, blocked: 1, done: 2 };

function byUrgency(a: TaskView, b: TaskView): number {
  return ORDER[a.state] - ORDER[b.state] || (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9');
}
