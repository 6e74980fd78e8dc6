import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ReportScope } from '#contracts';
import { Dates } from '../../data/dates';
import { figureParams, type Figure } from './report-address';

/** A figure of the report, which opens the events behind it; where nothing is behind it, only the figure. */
@Component({
  selector: 'app-figure',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (count() > 0) {
      <a class="calm" routerLink="/work/reports/events" [queryParams]="params()"
        >{{ shown() }}<span class="hush"> {{ name() }}</span></a
      >
    } @else {
      {{ shown() }}
    }
  `,
})
export class FigureLink {
  readonly scope = input.required<ReportScope>();
  readonly of = input.required<Figure>();
  /** How many events are behind it; any other number above 0 does as well. */
  readonly count = input.required<number>();
  /** What it says; the count when absent. */
  readonly text = input<string>();
  /** What it is a figure of, for those who do not see where it stands. */
  readonly name = input.required<string>();
  readonly #dates = inject(Dates);
  protected readonly shown = computed(() => this.text() ?? this.#dates.number(this.count()));
  protected readonly params = computed(() => figureParams(this.scope(), this.of()));
}
