/** Parts of a time as they stand in a text. */
export interface TimeParts {
  year?: string;
  month?: string;
  day?: string;
  hour?: string;
  /** `am` or `pm`, in any case. */
  half?: string;
  minute?: string;
  second?: string;
  fraction?: string;
  /** `Z`, `+02:00`, `+0200` or `+02`. */
  offset?: string;
  /** English, at least three letters. */
  monthName?: string;
}

type Part = keyof TimeParts;
type Token = readonly [pattern: string, part?: Part];

const LETTERS: Readonly<Record<string, Token>> = {
  yyyy: ['\\d{4}', 'year'],
  yy: ['\\d{2}', 'year'],
  MMMM: ['[A-Za-z]{3,9}', 'monthName'],
  MMM: ['[A-Za-z]{3}', 'monthName'],
  MM: ['\\d{2}', 'month'],
  M: ['\\d{1,2}', 'month'],
  dd: ['\\d{2}', 'day'],
  d: ['\\d{1,2}', 'day'],
  HH: ['\\d{2}', 'hour'],
  H: ['\\d{1,2}', 'hour'],
  hh: ['\\d{2}', 'hour'],
  h: ['\\d{1,2}', 'hour'],
  mm: ['\\d{2}', 'minute'],
  m: ['\\d{1,2}', 'minute'],
  ss: ['\\d{2}', 'second'],
  s: ['\\d{1,2}', 'second'],
  S: ['\\d{1,9}', 'fraction'],
  a: ['[AaPp]\\.?[Mm]\\.?', 'half'],
  X: ['Z|[+-]\\d{2}(?::?\\d{2})?', 'offset'],
  EEE: ['[A-Za-z]{2,9}'],
};

/** What is written in other ways and means the same: `YYYY-MM-DD`, any number of `S` and of `X`, `Z`. */
function letters(run: string): Token | undefined {
  const plain = /^S+$/.test(run) ? 'S' : /^[XxZz]+$/.test(run) ? 'X' : /^E+$/.test(run) ? 'EEE' : run;
  return LETTERS[
    plain
      .replace(/^Y+$/, (years) => years.toLowerCase())
      .replace(/^D+$/, (days) => days.toLowerCase())
      .replace('A', 'a')
  ];
}

const PERCENT: Readonly<Record<string, string>> = {
  Y: 'yyyy', y: 'yy', m: 'M', B: 'MMMM', b: 'MMM', d: 'd', e: 'd', H: 'H', I: 'h', M: 'm', S: 's', f: 'S', p: 'a', z: 'X',
}; // prettier-ignore

/**
 * How times are written, compiled: `dd.MM.yyyy HH:mm:ss`, with text between apostrophes or brackets as it stands, or
 * `%d.%m.%Y %H:%M:%S`. Compiles to a function that takes a text apart, `undefined` where it is written otherwise.
 *
 * @throws RangeError for a format that has a letter nobody knows, or no year, month and day
 */
export function timeFormat(format: string): (text: string) => TimeParts | undefined {
  const tokens = format.includes('%') ? percentTokens(format) : letterTokens(format);
  const parts = tokens.flatMap(([, part]) => part ?? []);
  const dated =
    parts.includes('year') && parts.includes('day') && (parts.includes('month') || parts.includes('monthName'));
  if (!dated) throw new RangeError('it needs a year, a month and a day, as in dd.MM.yyyy HH:mm:ss');
  const pattern = new RegExp(
    `^\\s*${tokens.map(([text, part]) => (part ? `(${text})` : `(?:${text})`)).join('')}\\s*$`,
  );
  return (text) => {
    const found = pattern.exec(text);
    return found ? Object.fromEntries(parts.map((part, index) => [part, found[index + 1]])) : undefined;
  };
}

function letterTokens(format: string): Token[] {
  const pieces = format.match(/'(?:[^']|'')*'|\[[^\]]*\]|([A-Za-z])\1*|[^]/g) ?? [];
  return pieces.map((piece): Token => {
    if (piece.length > 1 && /^['[]/.test(piece))
      return [literal(piece === "''" ? "'" : piece.slice(1, -1).replaceAll("''", "'"))];
    // The T of ISO 8601 is so usual that it needs no apostrophes.
    if (!/[A-SU-Za-z]/.test(piece)) return [literal(piece)];
    const token = letters(piece);
    if (!token) throw new RangeError(`it has "${piece}", which means nothing here`);
    return token;
  });
}

function percentTokens(format: string): Token[] {
  const whole = format.replaceAll('%T', '%H:%M:%S').replaceAll('%F', '%Y-%m-%d');
  return (whole.match(/%[^]|[^]/g) ?? []).map((piece): Token => {
    if (piece.length === 1 || piece === '%%') return [literal(piece.at(-1) ?? '')];
    const token = LETTERS[PERCENT[piece.charAt(1)] ?? ''];
    if (!token) throw new RangeError(`it has "${piece}", which means nothing here`);
    return token;
  });
}

function literal(text: string): string {
  return RegExp.escape(text);
}
