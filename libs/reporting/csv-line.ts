/** A line of CSV as RFC 4180 has it. Spreadsheets calculate what begins like a formula, so that stands behind an apostrophe. */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map((value) => quoted(typeof value === 'number' ? String(value) : inert(value))).join(',')}\r\n`;
}

/** Characters that spreadsheets take for the beginning of a formula, blanks before them or not. */
const FORMULA = /^\s*[=+\-@\t\r\n\0＝＋－＠]/u;

function inert(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n\t]|^'/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
