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
