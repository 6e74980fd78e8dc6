import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ReportScope, ReportView } from '#contracts';
import { Dates } from '../../data/dates';
import { injectReportMessages } from '../../messages/messages';
import { BarChart } from './bar-chart';
import { FigureLink } from './figure-link';
import { figureParams } from './report-address';

/** How old the open projects are. */
@Component({
  selector: 'app-ages-section',
  imports: [BarChart, FigureLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 class="head">{{ m.openTitle }}</h2>
    @if (isAny()) {
      <p class="meta">{{ m.openText }}</p>
      <figure><app-bar-chart [title]="m.openTitle" [bars]="bars()" /></figure>
      <details>
        <summary class="meta">{{ m.asTable }}</summary>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{{ m.age }}</th>
              @if (report().counted.run > 0) {
                <th scope="col" class="end">{{ m.kinds.run }}</th>
              }
              @if (report().counted.recorded > 0) {
                <th scope="col" class="end">{{ m.kinds.recorded }}</th>
              }
            </tr>
          </thead>
          <tbody>
            @for (one of report().open; track one.age) {
              <tr>
                <th scope="row">{{ m.ages[one.age] }}</th>
                @if (report().counted.run > 0) {
                  <td class="end">
                    <app-figure
                      [scope]="scope()"
                      [of]="{ figure: 'open', age: one.age, kind: 'run' }"
                      [count]="one.run"
                      [name]="m.ages[one.age]"
                    />
                  </td>
                }
                @if (report().counted.recorded > 0) {
                  <td class="end">
                    <app-figure
                      [scope]="scope()"
                      [of]="{ figure: 'open', age: one.age, kind: 'recorded' }"
                      [count]="one.recorded"
                      [name]="m.ages[one.age]"
                    />
                  </td>
                }
              </tr>
            }
          </tbody>
        </table>
      </details>
    } @else {
      <p class="meta">{{ m.noneOpen }}</p>
    }
  `,
  styleUrl: './section.css',
})
export class AgesSection {
  readonly report = input.required<ReportView>();
  readonly scope = input.required<ReportScope>();
  protected readonly m = injectReportMessages().reports;
  readonly #dates = inject(Dates);

  protected readonly isAny = computed(() => this.report().open.some(({ run, recorded }) => run + recorded > 0));
  protected readonly bars = computed(() =>
    this.report().open.map(({ age, run, recorded }) => ({
      name: this.m.shortAges[age],
      value: run + recorded,
      text: this.#dates.number(run + recorded),
      ...(run + recorded > 0 && { params: figureParams(this.scope(), { figure: 'open', age }) }),
    })),
  );
}
