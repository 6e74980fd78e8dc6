/** The least of the values that this share of them does not exceed. @param sorted ascending @param share above 0, at most 1 */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}
