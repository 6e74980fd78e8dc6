import type { FieldCode, ProblemParams } from '#contracts';

/** What the API says of single fields, to whoever writes a program against it; the portal says it in its reader's language. */
export const en: { readonly wrong: Readonly<Record<FieldCode, (params: ProblemParams) => string>> } = {
  wrong: {
    invalid: () => 'This cannot be used here.',
    required: () => 'Write something here.',
    'too-long': ({ most }) => `At most ${String(most)} characters.`,
    'too-small': ({ least }) => `At least ${String(least)}.`,
    'too-large': ({ most }) => `At most ${String(most)}.`,
    'wrong-type': ({ expected }) => `Send a value of the type ${String(expected)}.`,
    'not-a-choice': ({ choices = [] }) => `Send one of: ${[choices].flat().join(', ')}.`,
    'unknown-field': () => 'There is no such field.',
    'not-plain-text': () => 'Use plain text, without control characters.',
    'not-one-line': () => 'Use one line.',
    'not-an-email': () => 'Send a mail address, such as name@company.example.',
    'email-without-ending': () => 'The part after the @ has no ending, such as .co.uk',
    'not-a-day': () => 'A day is YYYY-MM-DD.',
    'no-such-day': () => 'There is no such day.',
    'not-an-id': () => 'An id is a UUID in lower case.',
    'not-six-digits': () => 'The code has six digits.',
    'not-a-whole-link': () => 'This is not a whole link.',
    'not-a-cursor': () => 'Send a cursor as the page before answered it, with the same query.',
    'not-a-key': () => 'Send 1 to 200 printable characters.',
    'not-a-version': () => 'Send the version as a number, such as "3".',
    'not-a-position': () => 'Send a position as a command answered it.',
  },
};
