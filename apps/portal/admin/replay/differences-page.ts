import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { getComparison } from '#contracts';
import { Api } from '../../data/api';
import { liveQuery } from '../../data/live-query';
import { injectAdminMessages } from '../../messages/messages';
import { Loaded } from '../../ui/loaded';
import { notEqual } from './builds-of';
import { DocumentDifferenceItem } from './document-difference';
import { ReplayWords } from './replay-words';

/** Which documents differ between a build and the one in use, field by field, with the events that made them. */
@Component({
  selector: 'app-differences-page',
  imports: [DocumentDifferenceItem, Loaded, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [ReplayWords],
  template: `
    <p class="meta">
      <a class="calm" routerLink="/work/replay">{{ m.replay.title }}</a>
    </p>
    @if (query.error()?.isNotFound) {
      <div class="alone">
        <h1 class="voice small">{{ m.replay.notCompared }}</h1>
        <p class="muted">{{ m.replay.notComparedText }}</p>
        <p class="line-up">
          <a class="button" routerLink="/work/replay">{{ m.replay.backToReplay }}</a>
        </p>
      </div>
    } @else {
      <app-loaded [query]="query" [lines]="8" />
    }
    @if (query.value(); as comparison) {
      <h1 class="title">{{ m.replay.differences(words.view(view())) }}</h1>
      <p class="muted">{{ lead() }}</p>
      <p class="muted">{{ counts() }}</p>
      @if (comparison.differences.length === 0) {
        <p class="empty">
          <b>{{ m.replay.noDifferences }}</b>{{ m.replay.noDifferencesText }}
        </p>
      } @else {
        <ul class="documents">
          @for (one of comparison.differences; track one.id; let first = $first) {
            <li><app-document-difference [difference]="one" [heads]="heads()" [isOpen]="first" /></li>
          }
        </ul>
        @if (shown(); as text) {
          <p class="meta">{{ text }}</p>
        }
      }
    }
  `,
  styles: `
    .documents {
      margin-block: 1.5rem 1rem;
    }
    .documents > li {
      border-block-start: 1px solid var(--line);
    }
    .documents > li:last-child {
      border-block-end: 1px solid var(--line);
    }
  `,
})
export class DifferencesPage {
  readonly view = input.required<string>();
  readonly build = input.required<string>();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  readonly #api = inject(Api);

  protected readonly query = liveQuery(
    [],
    () => ({ view: this.view(), build: this.build() }),
    (params) => this.#api.query(getComparison, { params }),
  );
  readonly #summary = computed(() => this.query.value()?.summary);
  protected readonly heads = computed(() => {
    const summary = this.#summary();
    return summary ? this.words.pair(summary.before, summary.after) : (['', ''] as const);
  });
  protected readonly lead = computed(() => {
    const summary = this.#summary();
    if (!summary) return '';
    const { before, after, asOf, at } = summary;
    return this.m.replay.differencesLead(
      this.words.build(before),
      this.words.build(after),
      this.words.record(asOf ?? at),
    );
  });
  protected readonly counts = computed(() => {
    const summary = this.#summary();
    if (!summary) return '';
    const say = (count: number): string => this.words.number(count);
    return this.m.replay.differencesCounts(
      say(summary.differing),
      say(summary.onlyBefore),
      say(summary.onlyAfter),
      say(summary.equal),
    );
  });
  /** Where not all that differ are listed. */
  protected readonly shown = computed(() => {
    const summary = this.#summary();
    const listed = this.query.value()?.differences.length ?? 0;
    if (!summary || listed >= notEqual(summary)) return undefined;
    return this.m.replay.firstOf(this.words.number(listed), this.words.number(notEqual(summary)));
  });
}
