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
