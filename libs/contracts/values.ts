import * as z from 'zod/mini';

/* Checks name the code of what is wrong, see `field-problems.ts`. */

/* What may stand in a text: no NUL or other control characters, no characters that turn the direction of what follows
   (a name could then read as another), no lone surrogates. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
/* Two addresses that look the same are the same. */
const INVISIBLE = /\p{Cf}/u;
/* What is made of blanks, marks of direction and fillers alone reads as if nothing had been written. */
const VISIBLE = /[^\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
const LINE_BREAKS = /[\n\r\t\u2028\u2029]/u;
const CONTROLS_ALL = new RegExp(CONTROLS, 'gu');
const LINE_BREAKS_ALL = new RegExp(LINE_BREAKS, 'gu');

function isPlainText(text: string): boolean {
  return text.isWellFormed() && !CONTROLS.test(text);
}

function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** One line of text, trimmed, 1 to `longest` characters, with something to see in it. */
export function line(longest: number) {
  return z.string().check(
    z.trim(),
    z.minLength(1, { error: 'required', abort: true }),
    z.refine(isVisible, { error: 'required', abort: true }),
    z.maxLength(longest, { error: 'too-long' }),
    z.refine((text) => !LINE_BREAKS.test(text), { error: 'not-one-line' }),
    z.refine(isPlainText, { error: 'not-plain-text' }),
  );
}

/** A text from elsewhere as a line could say it: without what may not stand in one, cut at `longest` characters; it may be empty. */
export function asLine(text: string, longest: number): string {
  const plain = text
    .toWellFormed()
    .replaceAll(LINE_BREAKS_ALL, ' ')
    .replaceAll(CONTROLS_ALL, '')
    .replaceAll(/\s+/gu, ' ');
  if (plain.trim().length <= longest) return plain.trim();
  // Cut in the middle of a pair, the first half would be no character.
  return `${plain
    .trim()
    .slice(0, longest - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/** A line that somebody is still writing: it may be empty, and is kept as it stands. */
export function draft(longest: number) {
  return z
    .string()
    .check(z.maxLength(longest, { error: 'too-long' }), z.refine(isPlainText, { error: 'not-plain-text' }));
}

/** Text that may have several lines, trimmed, 1 to `longest` characters, with something to see in it. */
export function prose(longest: number) {
  return z
    .string()
    .check(
      z.trim(),
      z.minLength(1, { error: 'required', abort: true }),
      z.refine(isVisible, { error: 'required', abort: true }),
      z.maxLength(longest, { error: 'too-long' }),
      z.refine(isPlainText, { error: 'not-plain-text' }),
    );
}

export const Uuid = z.string().check(
  z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, {
    error: 'not-an-id',
  }),
);

/** A place in the log as a decimal string; a cursor, never an identity. */
export const Position = z.string().check(z.regex(/^\d{1,20}$/));

/** RFC 3339 in UTC, to the millisecond. */
export const Instant = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, { abort: true }),
  z.refine((text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text),
);

/** RFC 3339 to the millisecond with its source's own offset. */
export const OffsetTime = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/));

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.string().check(
  z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: 'not-a-day', abort: true }),
  z.refine((day) => new Date(day).toISOString().startsWith(day), { error: 'no-such-day' }),
);

/* In a domain anything but letters, digits and hyphens could end the address for a mail server, or begin another one. */
const MAILBOX = /^[^\s@<>()",;:\\[\]]+@[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)*$/u;

/** A mail address in the form that is stored and compared: trimmed, lower case, composed. */
export const Email = z.string().check(
  z.trim(),
  z.toLowerCase(),
  z.normalize('NFC'),
  z.maxLength(254, { error: 'too-long' }),
  z.refine((email) => isPlainText(email) && !INVISIBLE.test(email), { error: 'not-plain-text' }),
  z.regex(MAILBOX, { error: 'not-an-email', abort: true }),
  z.regex(/@.+\./u, { error: 'email-without-ending' }),
);

export const Visibility = z.enum(['client', 'internal']);
export const ClientRole = z.enum(['owner', 'member', 'finance', 'viewer']);
export const BusinessRole = z.enum(['staff', 'admin']);
export type Visibility = z.infer<typeof Visibility>;
export type ClientRole = z.infer<typeof ClientRole>;
export type BusinessRole = z.infer<typeof BusinessRole>;

/** A person as others see them. `name` is null once they were erased. */
export const PersonRef = z.strictObject({ id: Uuid, name: z.nullable(z.string()) });
export type PersonRef = z.infer<typeof PersonRef>;

/** What each list answers; `next` is the cursor of the following page. */
export function page<Item extends z.core.$ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), next: z.optional(z.string()) });
}

const DIGITS = /^-?\d{1,15}$/;

/** A whole number of a query, where everything is text. JavaScript would also take `1e2`, `0x10` and blanks for numbers. */
export function whole(least: number, most: number) {
  return z.pipe(
    z.transform((text) => (typeof text === 'string' && DIGITS.test(text) ? Number(text) : text)),
    z.int().check(z.minimum(least), z.maximum(most)),
  );
}

/** Query of each list. */
export const pageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(500))),
  limit: z.optional(whole(1, 200)),
};

/** What a command answers: the id of what it made, and where in the log it ended (none where only the Vault was written). */
export const CommandAnswer = z.strictObject({ id: z.optional(Uuid), position: z.optional(Position) });
export type CommandAnswer = z.infer<typeof CommandAnswer>;
