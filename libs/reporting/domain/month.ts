const YEAR = 12;

/** The number of an instant's month in UTC, counted from January of year 0 so that months can be counted through. */
export function monthOf(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * YEAR + date.getUTCMonth();
}

/** `YYYY-MM` of a month's number. */
export function monthText(month: number): string {
  return `${String(Math.floor(month / YEAR)).padStart(4, '0')}-${String((month % YEAR) + 1).padStart(2, '0')}`;
}

/** The number of the month `YYYY-MM`. */
export function monthNumber(text: string): number {
  return Number(text.slice(0, 4)) * YEAR + Number(text.slice(5, 7)) - 1;
}

/** The instant at which a month begins. */
export function monthBegin(month: number): number {
  return Date.parse(`${monthText(month)}-01T00:00:00.000Z`);
}
