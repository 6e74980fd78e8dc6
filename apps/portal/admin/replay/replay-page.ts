import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { listParkedEvents, listViews, type ReplayView } from '#contracts';
import { Api } from '../../data/api';
import { liveQuery } from '../../data/live-query';
import { injectAdminMessages } from '../../messages/messages';
import { ActError } from '../../ui/act-error';
import { Loaded } from '../../ui/loaded';
import { BuildBesideSection } from './build-beside';
import { freshBuilds, keptBuilds } from './builds-of';
import { HeadFacts } from './head-facts';
import { KeptBuilds } from './kept-builds';
import { ParkedEvents } from './parked-events';
import { ParkedWords } from './parked-words';
import { RebuildDialog } from './rebuild-dialog';
import { ReplayHistory } from './replay-history';
import { replaySentence } from './replay-sentence';
import { ReplayWords } from './replay-words';
import { StartAct } from './start-act';
import { ViewsTable } from './views-table';

const MOST_PARKED = 50;
/** What moves when a view or a build does, and when the log grows. */
const GROWING = ['replays', 'timeline', 'people'];
const URGENT: readonly ReplayView['state'][] = ['stopped', 'waits-for-you'];

/** Every view of the portal: how it stands, what waits for a decision, and how one is rebuilt from all of history. */
@Component({
  selector: 'app-replay-page',
  imports: [
    ActError,
    BuildBesideSection,
    HeadFacts,
    KeptBuilds,
    Loaded,
    ParkedEvents,
    RebuildDialog,
    ReplayHistory,
    ViewsTable,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [ParkedWords, ReplayWords],
  templateUrl: './replay-page.html',
  styles: `
    .sentence {
      margin-block-start: 0.25rem;
    }
  `,
})
export class ReplayPage {
  protected readonly m = injectAdminMessages();
  protected readonly asking = signal(false);
  /** The view whose rebuild was begun here last. */
  protected readonly begun = signal<string | undefined>(undefined);
  protected readonly starting = new StartAct();
  protected readonly heading = viewChild<ElementRef<HTMLElement>>('heading');
  readonly #api = inject(Api);
  readonly #words = inject(ReplayWords);

  protected readonly query = liveQuery(
    GROWING,
    () => true,
    () => this.#api.query(listViews, {}),
  );
  protected readonly parked = liveQuery(
    ['replays'],
    () => true,
    () => this.#api.query(listParkedEvents, { query: { limit: MOST_PARKED } }),
  );
  /** What needs somebody first, then by title. */
  protected readonly views = computed(() => {
    const rank = ({ state }: ReplayView): number => Number(!URGENT.includes(state));
    const titled = (this.query.value()?.items ?? []).map((view) => ({ view, title: this.#words.view(view.name) }));
    return titled
      .sort((one, other) => rank(one.view) - rank(other.view) || one.title.localeCompare(other.title))
      .map(({ view }) => view);
  });
  protected readonly sentence = computed(() =>
    replaySentence(this.views(), this.m.replay, (view) => this.#words.view(view)),
  );
  protected readonly fresh = computed(() => freshBuilds(this.views()));
  protected readonly kept = computed(() => keptBuilds(this.views()));
  protected readonly parkedCount = computed(() => this.views().reduce((sum, { parked }) => sum + parked, 0));

  protected async begin(view: string): Promise<void> {
    if (await this.starting.go(view)) this.begun.set(view);
  }

  /** What was acted on is gone from the page: reading goes on from the top. */
  protected settle(): void {
    this.begun.set(undefined);
    this.heading()?.nativeElement.focus();
  }
}
