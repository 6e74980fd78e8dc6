import { describe, expect, it } from '@jest/globals';
import { FieldCode, ProblemCode } from '#contracts';
import { en } from './en';
import { enAdmin } from './en.admin';
import { enStaff } from './en.staff';

/** Only programs that speak to the portal wrongly, and whoever watches the machine, meet these. */
const NEVER_SHOWN: readonly ProblemCode[] = [
  'bad-request',
  'cross-site-request',
  'headers-too-large',
  'internal-error',
  'invalid-request',
  'not-ready',
  'too-many-streams',
  'unsupported-media-type',
  'version-required',
];
/** What no form of the portal can send. */
const NEVER_SENT: readonly FieldCode[] = [
  'not-a-choice',
  'not-a-cursor',
  'not-a-key',
  'not-a-position',
  'not-a-version',
  'not-a-whole-link',
  'not-an-id',
  'too-large',
  'too-small',
  'unknown-field',
  'wrong-type',
];

describe('why something was not done', () => {
  it('is said for every problem that a person can meet', () => {
    const said = Object.keys({ ...en.problems, ...enStaff.problems, ...enAdmin.problems });
    expect([...said, ...NEVER_SHOWN].sort()).toEqual([...ProblemCode.options].sort());
  });

  it('names what it is about', () => {
    const task = 'Share your logo';
    expect(en.problems['task-waits']?.({ task, tasks: ['Kick-off', 'Sign the offer', 'Pay'] })).toBe(
      '“Share your logo” waits for “Kick-off”, “Sign the offer” and “Pay”.',
    );
    expect(en.problems['task-waits']?.({ task, tasks: [] })).toBe(
      '“Share your logo” waits for work that is done elsewhere.',
    );
  });
});

describe('what is wrong with a field', () => {
  it('is said for whatever a form can send', () => {
    expect([...Object.keys(en.wrong), ...NEVER_SENT].sort()).toEqual([...FieldCode.options].sort());
  });
});
