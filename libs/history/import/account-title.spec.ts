import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openAccount } from '#contracts';
import { accountTitle } from './account-title.js';

describe('the title of an account from a log', () => {
  it.each([
    ['Acme Ltd', 'Acme Ltd'],
    [' Acme \t Ltd\n', 'Acme Ltd'],
    ['Acme\u202egnp.exe', 'Acmegnp.exe'],
    ['A\u0000c\u0007me', 'Acme'],
    ['\u2066\u2069', ''],
    ['Acme\ud800', 'Acme\ufffd'],
    ['x'.repeat(101), `${'x'.repeat(99)}…`],
    [`${'x'.repeat(98)}😀😀`, `${'x'.repeat(98)}…`],
  ])('%j is %j', (name, title) => {
    expect(accountTitle(name)).toBe(title);
  });

  it('is always one that could be given in the portal, or empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 250 }), (name) => {
        const title = accountTitle(name);
        expect(title === '' || openAccount.body.parse({ name: title }).name === title).toBe(true);
        expect(accountTitle(title)).toBe(title);
      }),
      { numRuns: 500 },
    );
  });
});
