/** A text that has room for so many characters; what does not fit is told by an ellipsis. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // A character of two halves is not cut in two.
  const cut = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.trimEnd()}…`;
}
