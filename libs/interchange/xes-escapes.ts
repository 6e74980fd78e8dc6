/**
 * XES wants a name of XML for each key, and XML has no control characters. What neither can say stands as `_xHHHH_`, the
 * code point in hexadecimal, as ISO 9075-14 writes it: `organization_x0020_involved`. An empty key is `_x_`.
 */

/** The attribute of a log that says that its texts are written so. */
export const ESCAPED = { key: 'portico:escapes', value: '_xHHHH_' } as const;

/* Letters that XML knows as such in all its editions; more of them would only look nicer. */
const LETTERS =
  'A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u0131\u0134-\u013E\u0141-\u0148\u014A-\u017E\u0391-\u03A1\u03A3-\u03CE' +
  '\u0401-\u040C\u040E-\u044F\u0451-\u045C\u05D0-\u05EA\u0621-\u063A\u0641-\u064A\u3041-\u3094\u30A1-\u30FA\u4E00-\u9FA5\uAC00-\uD7A3';
const NOT_FIRST = new RegExp(`^[^${LETTERS}_:]`, 'u');
const NOT_IN_NAME = new RegExp(`[^${LETTERS}0-9_:.-]`, 'gu');
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const LIKE_AN_ESCAPE = /_(?=x[\dA-F]{0,6}_)/g;
const ESCAPE = /_x([\dA-F]{0,6})_/g;

const escaped = (character: string): string =>
  `_x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`;

export function escapeKey(key: string): string {
  if (key === '') return '_x_';
  return key.replaceAll(LIKE_AN_ESCAPE, escaped).replaceAll(NOT_IN_NAME, escaped).replace(NOT_FIRST, escaped);
}

export function escapeText(text: string): string {
  return text.replaceAll(LIKE_AN_ESCAPE, escaped).replaceAll(NOT_IN_XML, escaped);
}

/** What a key or a text was before it was escaped. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(ESCAPE, (escape: string, digits: string) => {
    if (digits === '') return escape === text ? '' : escape;
    const point = Number.parseInt(digits, 16);
    return point > 0x10ffff || isSurrogate(point) ? escape : String.fromCodePoint(point);
  });
}

/** Half a character: no text that is well-formed holds one. */
function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}
