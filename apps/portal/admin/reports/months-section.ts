import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ReportMonth, ReportScope, ReportView } from '#contracts';
import { Dates } from '../../data/dates';
import { injectReportMessages } from '../../messages/messages';
import { BarChart } from './bar-chart';
import type { Bar } from './bar-layout';
import { FigureLink } from './figure-link';
import { figureParams } from './report-address';

/** Beyond so many, months are told with their year, and those without anything left out of the table. */
const MOST_SHOWN = 12;

/** What of each month is shown, here and elsewhere. */
const SHOWN = {
  steps: { here: 'tasks', elsewhere: 'activities' },
  finished: { here: 'finished', elsewhere: 'ended' },
} as const;

/** What was done in each month: steps, or projects finished. */
@Component({
  selector: 'app-months-section',
  imports: [BarChart, FigureLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 class="head">{{ title() }}</h2>
    <p class="meta">
      {{ isSteps() ? m.stepsText : m.finishedText }}
      @if (unfinished(); as month) {
        {{ m.unfinished(month) }}
      }
    </p>
    <figure><app-bar-chart [title]="title()" [bars]="bars()" /></figure>
    <details>
      <summary class="meta">{{ m.asTable }}</summary>
      <div class="scroll-x" role="region" tabindex="0" [attr.aria-label]="title()">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{{ m.month }}</th>
              @if (hasHere()) {
                <th scope="col" class="end">{{ isSteps() ? m.tasks : m.finishedHere }}</th>
              }
              @if (hasElsewhere()) {
                <th scope="col" class="end">{{ isSteps() ? m.activities : m.endedElsewhere }}</th>
              }
            </tr>
          </thead>
          <tbody>
            @for (month of shown(); track month.month) {
              <tr>
                <th scope="row">{{ dates.month(month.month) }}</th>
                @if (hasHere()) {
                  <td class="end">
                    <app-figure
                      [scope]="scope()"
                      [of]="{ figure: what(), month: month.month, kind: 'run' }"
                      [count]="month[keys().here]"
                      [name]="dates.month(month.month)"
                    />
                  </td>
                }
                @if (hasElsewhere()) {
                  <td class="end">
                    <app-figure
                      [scope]="scope()"
                      [of]="{ figure: what(), month: month.month, kind: 'recorded' }"
                      [count]="month[keys().elsewhere]"
                      [name]="dates.month(month.month)"
                    />
                  </td>
                }
              </tr>
            }
          </tbody>
        </table>
      </div>
    </details>
  `,
  styleUrl: './section.css',
})
export class MonthsSection {
  readonly what = input.required<'steps' | 'finished'>();
  readonly report = input.required<ReportView>();
  readonly scope = input.required<ReportScope>();
  protected readonly m = injectReportMessages().reports;
  protected readonly dates = inject(Dates);

  protected readonly isSteps = computed(() => this.what() === 'steps');
  protected readonly title = computed(() => (this.isSteps() ? this.m.stepsTitle : this.m.finishedTitle));
  protected readonly keys = computed(() => SHOWN[this.what()]);
  protected readonly hasHere = computed(() => this.report().counted.run > 0 || this.report().counted.recorded === 0);
  protected readonly hasElsewhere = computed(() => this.report().counted.recorded > 0);
  /** Newest first. A long past is told without the months in which nothing happened. */
  protected readonly shown = computed(() => {
    const months = this.report().months.toReversed();
    return months.length <= MOST_SHOWN ? months : months.filter((month) => this.#count(month) > 0);
  });
  protected readonly unfinished = computed(() => {
    const last = this.report().months.at(-1);
    return last && !last.isOver ? this.dates.month(last.month) : undefined;
  });
  protected readonly bars = computed(() =>
    this.report().months.map((month): Bar => {
      const value = this.#count(month);
      const figure = { figure: this.what(), month: month.month };
      const name = this.report().months.length > MOST_SHOWN ? 'long' : 'short';
      return {
        name: this.dates.month(month.month, name),
        value,
        text: this.dates.number(value),
        isUnfinished: !month.isOver,
        ...(value > 0 && { params: figureParams(this.scope(), figure) }),
      };
    }),
  );

  #count(month: ReportMonth): number {
    const { here, elsewhere } = this.keys();
    return month[here] + month[elsewhere];
  }
}
