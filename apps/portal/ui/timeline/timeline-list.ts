import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  type ElementRef,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  model,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Dates, dayKey } from '../../data/dates';
import { injectPageMessages } from '../../messages/messages';
import { Loaded } from '../loaded';
import { Entry } from './entry';
import { dayRows, happenedAt } from './day-groups';
import type { TimelineData } from './timeline-data';
import { RowHeights, rowAt, windowOf } from './visible-rows';

/** How much is drawn beyond what is in view, in pixels: a turn of the wheel finds it there. */
const SPARE_PX = 700;
const USUAL_ENTRY_PX = 54;
const USUAL_DAY_PX = 60;

/**
 * Entries day by day, each with its receipt. Only what is in view is in the document, and the page itself scrolls.
 * `<app-timeline-list [data]="data" [account]="account()" [(opened)]="opened" />`
 */
@Component({
  selector: 'app-timeline-list',
  imports: [Entry, Loaded],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:scroll)': 'look()', '(window:resize)': 'look()' },
  template: `
    <app-loaded [query]="data().first" [lines]="8" />
    @if (data().first.value()) {
      @if (rows().length === 0) {
        <div class="empty"><ng-content /></div>
      }
      <div #list [attr.aria-busy]="data().isLoadingMore()">
        <div [style.block-size.px]="window().before"></div>
        @for (row of drawn(); track row.key) {
          @if (row.kind === 'day') {
            <div class="day" [attr.data-key]="row.key">
              <h2>
                {{ dates.dayHeading(row.at) }}
                @if (counts() && (data().before() === undefined || row.key !== rows()[0]?.key)) {
                  <span class="meta nums">{{ m.timeline.entries(row.entries) }}</span>
                }
              </h2>
            </div>
          } @else {
            <app-entry
              [attr.data-key]="row.key"
              [account]="account()"
              [entry]="row.entry"
              [isOpen]="opened() === row.entry.id"
              [namesProject]="namesProject()"
              (toggled)="toggle(row.entry.id)"
            />
          }
        }
        <div [style.block-size.px]="window().after"></div>
      </div>
      @if (data().isLoadingMore()) {
        <p class="bones stack" role="status">
          <span class="hush">{{ m.timeline.loadingMore }}</span><span class="bone"></span><span class="bone"></span
          ><span class="bone"></span>
        </p>
      }
      @if (data().error()) {
        <p class="meta" role="alert">
          {{ m.states.broken }}
          <button class="theme" type="button" (click)="data().loadMore()">{{ m.states.tryAgain }}</button>
        </p>
      }
      @if (rows().length > 0 && !data().hasMore()) {
        <p class="meta spaced">{{ m.timeline.end }}</p>
      }
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .day {
      padding-block-start: 1.25rem;
    }
    .day h2 {
      display: flex;
      justify-content: space-between;
      gap: 1rem;
    }
    .day .meta {
      font-weight: var(--weight-text);
    }
  `,
})
export class TimelineList {
  readonly data = input.required<TimelineData>();
  readonly account = input.required<string>();
  /** Whether entries of several projects stand together, so that each says its own. */
  readonly namesProject = input(false);
  /** Whether each day says how much happened on it. */
  readonly counts = input(false);
  /** Id of the entry whose receipt is open. */
  readonly opened = model<string>();
  protected readonly m = injectPageMessages();
  protected readonly dates = inject(Dates);

  protected readonly rows = computed(() => dayRows(this.data().entries(), (instant) => this.#dayOf(instant)));
  /** A calendar is slow, and a long list asks for the same days again with each page. */
  readonly #days = new Map<string, string>();
  readonly #heights = new RowHeights((key) => (key.startsWith('day ') ? USUAL_DAY_PX : USUAL_ENTRY_PX));
  readonly #measured = signal(0);
  readonly #offsets = computed(() => {
    this.#measured();
    return this.#heights.offsets(this.rows().map(({ key }) => key));
  });
  readonly #view = signal({ top: 0, bottom: 1_200, spare: SPARE_PX });
  protected readonly window = computed(() => {
    const { top, bottom, spare } = this.#view();
    return windowOf(this.#offsets(), top - spare, bottom + spare);
  });
  protected readonly drawn = computed(() => this.rows().slice(this.window().start, this.window().end));
  protected readonly list = viewChild<ElementRef<HTMLElement>>('list');
  #looks = false;

  /** When the uppermost entry in view happened. */
  readonly inView = computed(() => {
    const row = this.rows()[rowAt(this.#offsets(), Math.max(0, this.#view().top))];
    return row && (row.kind === 'day' ? row.at : happenedAt(row.entry));
  });

  constructor() {
    const sizes = new ResizeObserver((changed) => {
      this.#measure(changed);
    });
    inject(DestroyRef).onDestroy(() => {
      sizes.disconnect();
    });
    afterRenderEffect(() => {
      this.drawn();
      sizes.disconnect();
      for (const row of this.list()?.nativeElement.querySelectorAll('[data-key]') ?? []) sizes.observe(row);
    });
    // What is about to come into view is loaded before it does.
    effect(() => {
      const isNear = this.window().end >= this.rows().length;
      if (isNear && this.data().hasMore()) untracked(() => void this.data().loadMore());
    });
  }

  protected look(): void {
    if (this.#looks) return;
    this.#looks = true;
    requestAnimationFrame(() => {
      this.#looks = false;
      const list = this.list()?.nativeElement;
      if (!list) return;
      const top = -list.getBoundingClientRect().top;
      // After a leap first what is in view, and what lies beyond it in the next frame: half the work before it shows.
      const isLeap = Math.abs(top - this.#view().top) > SPARE_PX;
      this.#view.set({ top, bottom: top + innerHeight, spare: isLeap ? 0 : SPARE_PX });
      if (isLeap) this.look();
    });
  }

  protected toggle(entry: string): void {
    this.opened.set(this.opened() === entry ? undefined : entry);
  }

  #dayOf(instant: string): string {
    const known = this.#days.get(instant) ?? dayKey(new Date(instant));
    this.#days.set(instant, known);
    return known;
  }

  #measure(changed: readonly ResizeObserverEntry[]): void {
    const news = changed.filter(({ target, borderBoxSize: [box] }) =>
      this.#heights.measure((target as HTMLElement).dataset['key'] ?? '', box?.blockSize ?? 0),
    );
    if (news.length > 0) this.#measured.update((count) => count + 1);
  }
}
