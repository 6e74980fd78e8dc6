const DAY = 86_400_000;

/** The calendar day, `YYYY-MM-DD`, a number of days later. */
export function addDays(day: string, days: number): string {
  return toDay(Date.parse(day) + days * DAY);
}

/** The day itself, or the Monday after it when it falls on a weekend. */
export function movedToWorkday(day: string): string {
  const weekday = Math.floor(Date.parse(day) / DAY + 4) % 7;
  if (weekday === 6) return addDays(day, 2);
  return weekday === 0 ? addDays(day, 1) : day;
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
