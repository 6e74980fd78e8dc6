import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { LucideRotateCcwClock } from '@lucide/angular';
import type { ProjectView } from '#contracts';
import { Dates } from '../data/dates';
import { injectPageMessages } from '../messages/messages';
import { bars } from './timeline/months';
import { TimelineData } from './timeline/timeline-data';
import { TimelineList } from './timeline/timeline-list';

/** A project that was recorded elsewhere: its history, when it happened, and where it comes from. It has no steps. */
@Component({
  selector: 'app-recorded-facts',
  imports: [LucideRotateCcwClock, TimelineList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './recorded-facts.html',
  styleUrl: './recorded-facts.css',
})
export class RecordedFacts {
  readonly project = input.required<ProjectView>();
  protected readonly m = injectPageMessages();
  protected readonly dates = inject(Dates);
  protected readonly opened = signal<string | undefined>(undefined);
  protected readonly data = new TimelineData(() => ({
    account: this.project().account.id,
    project: this.project().id,
  }));
  protected readonly bars = computed(() => bars(this.data.months.value()?.items ?? []));
  protected readonly most = computed(() => this.bars().find(({ share }) => share === 100));
  /** The same numbers for who cannot see the drawing. */
  protected readonly values = computed(() =>
    this.m.list(this.bars().map(({ of, entries }) => `${this.named(of)}: ${this.dates.number(entries)}`)),
  );

  protected named(of: string): string {
    return of.length > 4 ? this.dates.month(of) : of;
  }
}
