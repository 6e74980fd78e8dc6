import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { getReport, type ReportView } from '#contracts';
import { Api } from '../../data/api';
import { Dates } from '../../data/dates';
import { liveQuery } from '../../data/live-query';
import { injectReportMessages } from '../../messages/messages';
import { Loaded } from '../../ui/loaded';
import { AgesSection } from './ages-section';
import { Lengths } from './lengths';
import { MonthsSection } from './months-section';
import { monthEnd } from './month-end';
import { paramsOf, scopeOf } from './report-address';
import { ReportFilters } from './report-filters';
import { reportSentence } from './report-sentence';
import { StatusesSection } from './statuses-section';
import { WaitingSection } from './waiting-section';

interface Answer {
  readonly report: ReportView | undefined;
  readonly hasFailed: boolean;
}

/** A report is made of everything: it is not made anew more often. */
const GATHER_MS = 2000;

/** How work went, over all of the past: a sentence, charts, tables with the same numbers. */
@Component({
  selector: 'app-report-page',
  imports: [AgesSection, Loaded, MonthsSection, ReportFilters, RouterLink, StatusesSection, WaitingSection],
  providers: [Lengths],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './report-page.html',
  styleUrl: './report-page.css',
})
export class ReportPage {
  readonly account = input<string>();
  readonly kind = input<string>();
  readonly asOf = input<string>();
  readonly facts = input<string>();
  readonly months = input<string>();
  protected readonly m = injectReportMessages().reports;
  protected readonly dates = inject(Dates);
  readonly #api = inject(Api);

  protected readonly scope = computed(() =>
    scopeOf({
      account: this.account(),
      kind: this.kind(),
      asOf: this.asOf(),
      facts: this.facts(),
      months: this.months(),
    }),
  );
  protected readonly query = liveQuery(
    ['reports'],
    () => this.scope(),
    (query) => this.#api.query(getReport, { query }),
    GATHER_MS,
  );
  /** Stays while another one is asked for, so that what is chosen keeps the focus. */
  protected readonly report = linkedSignal<Answer, ReportView | undefined>({
    source: () => ({ report: this.query.value(), hasFailed: this.query.error() !== undefined }),
    computation: ({ report, hasFailed }, before) => report ?? (hasFailed ? undefined : before?.value),
  });

  protected readonly isEmpty = computed(() => this.report()?.counted.events === 0);
  /** Whether somebody narrowed what is counted, so that nothing may only mean nothing of that. */
  protected readonly isNarrowed = computed(() => {
    const { account, kind, asOf } = this.scope();
    return account !== undefined || kind !== undefined || asOf !== undefined;
  });
  protected readonly isQuiet = computed(() => {
    const report = this.report();
    return (
      report?.months.every(({ tasks, finished, activities, ended }) => tasks + finished + activities + ended === 0) ??
      false
    );
  });
  /** The last month in which something happened, where that was before the months that are shown. */
  protected readonly lastMonth = computed(() => {
    const { lastMonth, months } = this.report() ?? {};
    return lastMonth && months?.[0] && lastMonth < months[0].month ? lastMonth : undefined;
  });
  protected readonly thenParams = computed(() => {
    const last = this.lastMonth();
    return last ? paramsOf({ ...this.scope(), asOf: monthEnd(last), facts: 'known-now' }) : {};
  });
  protected readonly sentence = computed(() => {
    const report = this.report();
    if (!report) return '';
    const last = this.lastMonth();
    if (this.isQuiet() && last) return this.m.nothingThen(this.dates.month(last));
    return reportSentence(report, this.m.sentence, {
      number: (value) => this.dates.number(value),
      month: (month) => this.dates.month(month),
    });
  });
  protected readonly csv = computed(() => {
    const asked = Object.entries(this.scope()).map(([name, value]) => [name, String(value)]);
    return `/api/report.csv?${new URLSearchParams(asked).toString()}`;
  });
}
