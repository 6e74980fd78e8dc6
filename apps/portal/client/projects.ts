import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideCircleCheck, LucideCircleDot, LucideHourglass } from '@lucide/angular';
import { listProjects, listTimelineMonths, type ProjectSummary } from '#contracts';
import { Api } from '../data/api';
import { Dates } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { Paged } from '../data/paged';
import { injectPageMessages } from '../messages/messages';
import { Field } from '../ui/field';
import { Loaded } from '../ui/loaded';
import { Rail } from '../ui/rail';

const PAGE = 50;
/** So many recorded projects can be overlooked without a search. */
const FEW = 12;

/** All projects of an account: those going on with their phases, the earlier ones as a list. */
@Component({
  selector: 'app-projects',
  imports: [Field, Loaded, LucideCircleCheck, LucideCircleDot, LucideHourglass, Rail, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './projects.html',
  styleUrl: './projects.css',
})
export class Projects {
  readonly account = input.required<string>();
  protected readonly m = injectPageMessages();
  protected readonly me = inject(Me);
  protected readonly dates = inject(Dates);
  readonly #api = inject(Api);

  protected readonly firstRuns = liveQuery(
    ['projects', 'project-activity'],
    () => ({ account: this.account(), kind: 'run' as const, limit: 200 }),
    (query) => this.#api.query(listProjects, { query }),
  );
  readonly #runs = new Paged(this.firstRuns, (cursor) =>
    this.#api.query(listProjects, { query: { account: this.account(), kind: 'run', limit: 200, cursor } }),
  );
  /** How words of a recorded project's name are to begin. */
  protected readonly name = linkedSignal(() => (this.account(), ''));
  readonly #recordedQuery = computed(() => ({
    account: this.account(),
    kind: 'recorded' as const,
    limit: PAGE,
    ...(this.name().trim() && { name: this.name().trim() }),
  }));
  protected readonly firstRecorded = liveQuery(
    ['projects', 'project-activity', 'project-names'],
    () => this.#recordedQuery(),
    (query) => this.#api.query(listProjects, { query }),
  );
  protected readonly recorded = new Paged(this.firstRecorded, (cursor) =>
    this.#api.query(listProjects, { query: { ...this.#recordedQuery(), cursor } }),
  );
  readonly #months = liveQuery(
    ['timeline'],
    () => ({ account: this.account() }),
    (query) => this.#api.query(listTimelineMonths, { query }),
  );

  protected readonly goingOn = computed(() => this.#runs.items().filter((project) => !isOver(project)));
  protected readonly finished = computed(() => this.#runs.items().filter(isOver));
  protected readonly entries = computed(() =>
    (this.#months.value()?.items ?? []).reduce((sum, { entries }) => sum + entries, 0),
  );
  protected readonly since = computed(() => this.#months.value()?.items.at(-1)?.month);
  protected readonly hasMany = computed(() => this.name() !== '' || this.recorded.items().length > FEW);
  /** Whether this person is the one to act where the client has to. */
  protected readonly acts = computed(() =>
    ['owner', 'member'].includes(
      this.me.view()?.memberships.find(({ account }) => account === this.account())?.role ?? '',
    ),
  );

  protected yearOf(project: ProjectSummary): string {
    return project.lastAt?.slice(0, 4) ?? '';
  }
}

function isOver({ status, tasks, done }: ProjectSummary): boolean {
  return status?.state === 'finished' || (tasks > 0 && done === tasks);
}
