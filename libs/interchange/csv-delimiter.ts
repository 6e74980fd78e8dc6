const CANDIDATES = [',', ';', '\t', '|'];
/** Records looked at. */
const ENOUGH = 20;

/** What divides the values of a CSV file: what divides its first records into the same number of values, the most of them. */
export function delimiterOf(text: string): string {
  const scored = CANDIDATES.map((delimiter) => ({ delimiter, score: score(countsOf(text, delimiter)) }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

/** How many times the delimiter stands outside quotes, in each of the first records. */
function countsOf(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  for (const character of text.matchAll(/[",;\t|\n]/g)) {
    const [found] = character;
    if (found === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (found === delimiter) count += 1;
    else if (found === '\n') {
      counts.push(count);
      count = 0;
    }
    if (counts.length === ENOUGH) return counts;
  }
  // The last record may be cut off by the end of the text that was read so far.
  return counts.length === 0 ? [count] : counts;
}

/** Agreement of all records weighs more than any number of values in one. */
function score([header = 0, ...others]: readonly number[]): number {
  if (header === 0) return 0;
  return header + (others.every((count) => count === header) ? 10_000 : 0);
}
