export interface Month {
  /** `YYYY-MM`, in UTC. */
  readonly month: string;
  readonly entries: number;
}

/** How much happened in each year, oldest first. @param months newest first */
export function yearsOf(months: readonly Month[]): { readonly year: string; readonly entries: number }[] {
  const years = new Map<string, number>();
  for (const { month, entries } of months) years.set(month.slice(0, 4), (years.get(month.slice(0, 4)) ?? 0) + entries);
  return [...years].map(([year, entries]) => ({ year, entries })).reverse();
}

/** The months of a year that have entries, oldest first, each with its share of the busiest in percent. */
export function monthsOf(months: readonly Month[], year: string): (Month & { readonly share: number })[] {
  const found = months.filter(({ month }) => month.startsWith(`${year}-`)).reverse();
  const most = Math.max(1, ...found.map(({ entries }) => entries));
  return found.map((month) => ({ ...month, share: Math.round((100 * month.entries) / most) }));
}

/** The first instant after a month. */
export function monthEnd(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString();
}

export interface Bar {
  /** `YYYY-MM`, or `YYYY` where months would be too many to tell apart. */
  readonly of: string;
  readonly entries: number;
  /** Of the busiest, in percent. */
  readonly share: number;
}

/** As many months as can stand side by side. */
const MOST_MONTHS = 36;

/** When things happened, oldest first and without gaps: month by month, year by year over a long time. */
export function bars(months: readonly Month[]): Bar[] {
  const [newest] = months;
  const oldest = months.at(-1);
  if (!newest || !oldest) return [];
  const all = monthsBetween(oldest.month, newest.month);
  const counted =
    all.length > MOST_MONTHS
      ? yearsOf(months).map(({ year, entries }) => ({ of: year, entries }))
      : all.map((of) => ({ of, entries: months.find(({ month }) => month === of)?.entries ?? 0 }));
  const most = Math.max(1, ...counted.map(({ entries }) => entries));
  return counted.map((bar) => ({ ...bar, share: Math.round((100 * bar.entries) / most) }));
}

function monthsBetween(first: string, last: string): string[] {
  const found: string[] = [];
  for (let month = first; month <= last; month = monthEnd(month).slice(0, 7)) found.push(month);
  return found;
}
