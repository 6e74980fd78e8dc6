import type { ReportScope } from '#contracts';
import type { Knowledge, Span } from './course.js';
import { monthBegin, monthOf } from './month.js';

const DAY_MS = 86_400_000;

/** The months that a report covers, and what it may know. */
export interface Period {
  readonly known: Knowledge;
  /** Number of its first month; none when it goes back as far as anything does. */
  readonly firstMonth: number | undefined;
  readonly lastMonth: number;
}

/** The period that somebody asks for. @param now milliseconds since 1970 */
export function periodOf({ asOf, facts, months }: Pick<ReportScope, 'asOf' | 'facts' | 'months'>, now: number): Period {
  const end = asOf === undefined ? now : Math.min(now, Date.parse(asOf) + DAY_MS - 1);
  const lastMonth = monthOf(end);
  return {
    known: { happened: end, recorded: facts === 'recorded-then' ? end : now },
    // Nothing comes before January of year 0, not even an empty month.
    firstMonth: months === undefined ? undefined : Math.max(0, lastMonth - months + 1),
    lastMonth,
  };
}

/** Whether something happened in the period; nothing after its end is known. */
export function isWithin({ firstMonth }: Period, at: number): boolean {
  return firstMonth === undefined || at >= monthBegin(firstMonth);
}

/** Whether something went on in the period: it ended in it or did not end. */
export function wentOnWithin(period: Period, { until }: Span): boolean {
  return until === undefined || isWithin(period, until.at);
}

/** Whether the period covers a month to its end. */
export function isOver({ known }: Period, month: number): boolean {
  return known.happened >= monthBegin(month + 1) - 1;
}

/** How long something took, or has taken up to the period's end; milliseconds. */
export function lengthOf({ known }: Period, { from, until }: Span): number {
  return (until?.at ?? known.happened) - from.at;
}
