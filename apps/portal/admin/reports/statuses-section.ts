import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ReportScope, ReportStatus, ReportView } from '#contracts';
import { Dates } from '../../data/dates';
import { injectReportMessages } from '../../messages/messages';
import { FigureLink } from './figure-link';
import { Lengths } from './lengths';
import { SpanChart, type SpanBar } from './span-chart';

const MOST_DRAWN = 10;

/** How long projects were in each status. */
@Component({
  selector: 'app-statuses-section',
  imports: [FigureLink, SpanChart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 class="head">{{ m.statusTitle }}</h2>
    @if (bars().length > 0) {
      <p class="meta">
        {{ m.statusText }}
        @if (hasRecorded()) {
          {{ m.statusElsewhere }}
        }
        @if (left() > bars().length) {
          {{ m.shownOf(bars().length, left()) }}
        }
      </p>
      <figure><app-span-chart [title]="m.statusTitle" [bars]="bars()" /></figure>
    } @else {
      <p class="meta">{{ m.noStays }}</p>
    }
    @if (report().statuses.length > 0) {
      <div class="scroll-x" role="region" tabindex="0" [attr.aria-label]="m.statusTitle">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{{ m.status }}</th>
              <th scope="col" class="end">{{ m.stays }}</th>
              <th scope="col" class="end">{{ m.half }}</th>
              <th scope="col" class="end">{{ m.most }}</th>
              <th scope="col" class="end">{{ m.total }}</th>
              <th scope="col" class="end">{{ m.now }}</th>
            </tr>
          </thead>
          <tbody>
            @for (status of report().statuses; track status.kind + status.status) {
              <tr>
                <th scope="row">{{ nameOf(status) }}</th>
                <td class="end">
                  <app-figure
                    [scope]="scope()"
                    [of]="{ figure: 'stays', status: status.status, kind: status.kind }"
                    [count]="status.stays"
                    [name]="nameOf(status)"
                  />
                </td>
                @for (length of [status.half, status.most, status.stays > 0 ? status.total : null]; track $index) {
                  <td class="end nowrap">
                    @if (length !== null) {
                      <app-figure
                        [scope]="scope()"
                        [of]="{ figure: 'stays', status: status.status, kind: status.kind }"
                        [count]="status.stays"
                        [text]="lengths.text(length)"
                        [name]="nameOf(status)"
                      />
                    }
                  </td>
                }
                <td class="end">
                  <app-figure
                    [scope]="scope()"
                    [of]="{ figure: 'staying', status: status.status, kind: status.kind }"
                    [count]="status.now"
                    [name]="nameOf(status)"
                  />
                </td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
    @if (report().statusesLeftOut > 0) {
      <p class="meta">{{ m.statusesLeftOut(dates.number(report().statusesLeftOut)) }}</p>
    }
  `,
  styleUrl: './section.css',
})
export class StatusesSection {
  readonly report = input.required<ReportView>();
  readonly scope = input.required<ReportScope>();
  protected readonly m = injectReportMessages().reports;
  protected readonly dates = inject(Dates);
  protected readonly lengths = inject(Lengths);

  protected readonly left = computed(() => this.report().statuses.filter(({ stays }) => stays > 0).length);
  protected readonly hasRecorded = computed(() => this.report().statuses.some(({ kind }) => kind === 'recorded'));
  protected readonly bars = computed(() =>
    this.report()
      .statuses.slice(0, MOST_DRAWN)
      .flatMap((status): SpanBar[] => {
        const { half, most } = status;
        if (half === null || most === null) return [];
        const { lengths } = this;
        return [{ name: this.nameOf(status), half, most, halfText: lengths.text(half), mostText: lengths.text(most) }];
      }),
  );

  protected nameOf({ kind, status }: ReportStatus): string {
    if (kind === 'run') return this.m.statuses[status] ?? status;
    return status === '' ? this.m.unnamed : status;
  }
}
