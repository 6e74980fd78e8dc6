/** How English counts. */
const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'] as const;

/** Numbers under ten are words in sentences. */
export function inWords(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** `1 thing`, `2 things`. */
export function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many;
}

const LIST = new Intl.ListFormat('en-GB');

/** `“A”, “B” and “C”`; what stands in its place when there is none. */
export function listed(titles: unknown, none: string): string {
  return Array.isArray(titles) && titles.length > 0 ? LIST.format(titles.map((title) => `“${String(title)}”`)) : none;
}
