import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideCircleCheck } from '@lucide/angular';
import { getHome, listTimeline, recordVisit, type HomeView } from '#contracts';
import { Api } from '../data/api';
import { Dates, dayKey } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { TaskActs } from '../data/task-acts';
import { injectPageMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { EntryIcon } from '../ui/entry-icon';
import { Face } from '../ui/face';
import { Loaded } from '../ui/loaded';
import { Rail } from '../ui/rail';

const MOST_NEWS = 8;

/** A client's home: one plain sentence, what waits on them, where things stand, what comes next, what is new, whom to ask. */
@Component({
  selector: 'app-home',
  imports: [ActError, EntryIcon, Face, Loaded, LucideCircleCheck, Rail, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './home.html',
  styleUrl: './home.css',
})
export class Home {
  readonly account = input.required<string>();
  protected readonly m = injectPageMessages();
  protected readonly dates = inject(Dates);
  protected readonly me = inject(Me);
  protected readonly acts = inject(TaskActs);
  readonly #api = inject(Api);

  protected readonly home = liveQuery(
    ['projects', 'project-activity', 'accounts', 'people'],
    () => this.account(),
    (accountId) => this.#api.query(getHome, { params: { accountId } }),
  );
  protected readonly news = liveQuery(
    ['timeline'],
    () =>
      this.home.value() === undefined
        ? undefined
        : { account: this.account(), since: this.home.value()?.lastVisit ?? undefined },
    ({ account, since }) =>
      this.#api.query(listTimeline, { query: { account, limit: MOST_NEWS, ...(since !== undefined && { since }) } }),
  );
  protected readonly today = new Date();
  protected readonly isoToday = dayKey(this.today);

  /** Tasks that wait, less those that this person has just completed. */
  protected readonly waiting = computed(() =>
    (this.home.value()?.waitingOnYou ?? []).filter(({ id }) => !this.acts.isCompleting(id)),
  );
  protected readonly sentence = computed(() => {
    const view = this.home.value();
    return view && this.#sentenceOf(view);
  });

  constructor() {
    // What was refused on another page is no news here.
    this.acts.error.set(undefined);
    effect(() => {
      const accountId = this.account();
      // What a visit is for is the next visit: whether it was noted changes nothing now.
      untracked(() => void this.#api.command(recordVisit, { params: { accountId } }).catch(() => undefined));
    });
  }

  /** What the business does while nothing waits on this person. */
  protected readonly meanwhile = computed(() => {
    const ours = this.home.value()?.next.find(({ kind, side }) => kind === 'task' && side === 'business');
    return ours ? this.m.project.nothingNeededText(ours.what, this.dates.day(ours.on)) : this.m.home.nothingWaitsText;
  });

  #sentenceOf(view: HomeView): string {
    const name = this.me.view()?.name.split(' ')[0] ?? '';
    const [next] = view.next;
    const first = this.#firstSentence(view, name);
    if (!next) return first;
    const on = this.dates.on(next.on);
    return `${first} ${next.kind === 'task' ? this.m.home.next(next.what, on) : this.m.home.nextPhase(this.what(next), on)}`;
  }

  #firstSentence(view: HomeView, name: string): string {
    const count = this.waiting().length;
    if (count > 0) return this.m.home.sentence(count, name);
    return view.projects.length === 0 ? this.m.home.welcomeNothing(name) : this.m.home.nothing(name);
  }

  protected what(next: HomeView['next'][number]): string {
    if (next.kind === 'phase-starts') return this.m.home.phaseStarts(next.what);
    return next.kind === 'phase-ends' ? this.m.home.phaseEnds(next.what) : next.what;
  }
}
