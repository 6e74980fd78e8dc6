import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ReportScope, ReportView } from '#contracts';
import { Dates } from '../../data/dates';
import { injectReportMessages } from '../../messages/messages';
import { FigureLink } from './figure-link';
import { Lengths } from './lengths';
import { SidesChart } from './sides-chart';

const SIDES = ['business', 'client'] as const;

/** Who was waited on, and for how long; what came from elsewhere says nothing of it. */
@Component({
  selector: 'app-waiting-section',
  imports: [FigureLink, SidesChart],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 class="head">{{ m.waitingTitle }}</h2>
    @if (bars().length > 0) {
      <p class="meta">{{ m.waitingText }}</p>
      <figure><app-sides-chart [title]="m.waitingTitle" [bars]="bars()" /></figure>
    } @else if (report().counted.run > 0) {
      <p class="meta">{{ m.noWaits }}</p>
    }
    @if (report().waiting.notKnown; as count) {
      <p class="meta">{{ m.notKnown(dates.number(count), count === 1) }}</p>
    }
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{{ m.project }}</th>
          <th scope="col" class="end">{{ m.withUs }}</th>
          <th scope="col" class="end">{{ m.withClient }}</th>
        </tr>
      </thead>
      <tbody>
        @for (project of report().waiting.projects; track project.id) {
          <tr>
            <th scope="row">
              {{ project.name }} <span class="meta">{{ project.account.name }}</span>
            </th>
            @for (side of sides; track side) {
              <td class="end nowrap">
                <app-figure
                  [scope]="scope()"
                  [of]="{ figure: 'waits', side, project: project.id }"
                  [count]="project[side]"
                  [text]="lengths.text(project[side])"
                  [name]="project.name"
                />
              </td>
            }
          </tr>
        }
        @if (report().counted.run > 0) {
          <tr>
            <th scope="row">{{ m.allProjects }}</th>
            @for (side of sides; track side) {
              <td class="end nowrap">
                <app-figure
                  [scope]="scope()"
                  [of]="{ figure: 'waits', side }"
                  [count]="report().waiting[side].waits"
                  [text]="lengths.text(report().waiting[side].total)"
                  [name]="m.allProjects"
                />
              </td>
            }
          </tr>
          <tr>
            <th scope="row">{{ m.waitingNow }}</th>
            @for (side of sides; track side) {
              <td class="end">
                <app-figure
                  [scope]="scope()"
                  [of]="{ figure: 'waiting', side }"
                  [count]="report().waiting[side].now"
                  [name]="m.waitingNow"
                />
              </td>
            }
          </tr>
        }
        @if (report().waiting.notKnown > 0) {
          <tr>
            <th scope="row">{{ m.recordedProjects }}</th>
            @for (side of sides; track side) {
              <td class="end muted">{{ m.notKnownShort }}</td>
            }
          </tr>
        }
      </tbody>
    </table>
  `,
  styleUrl: './section.css',
})
export class WaitingSection {
  readonly report = input.required<ReportView>();
  readonly scope = input.required<ReportScope>();
  protected readonly m = injectReportMessages().reports;
  protected readonly dates = inject(Dates);
  protected readonly lengths = inject(Lengths);
  protected readonly sides = SIDES;

  protected readonly bars = computed(() =>
    this.report().waiting.projects.map(({ name, business, client }) => ({
      name,
      business,
      client,
      businessText: this.lengths.days(business),
      clientText: this.lengths.days(client),
    })),
  );
}
