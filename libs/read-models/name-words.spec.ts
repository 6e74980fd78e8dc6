import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wordAt, wordIds, wordsOf } from './name-words.js';

describe('words of a name', () => {
  it.each([
    ['Acme Coffee Roasters', ['acme', 'coffee', 'roasters']],
    ['  Élan & Söhne, GmbH  ', ['elan', 'sohne', 'gmbh']],
    ['Case 1-364285768', ['case', '1', '364285768']],
    ['New York, New York', ['new', 'york']],
    ['شركة النور', ['شركة', 'النور']],
    ['***', []],
    ['x'.repeat(60), ['x'.repeat(40)]],
  ])('of %s are %j', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });

  it('are at most twelve', () => {
    expect(wordsOf(Array.from({ length: 30 }, (_, n) => `word${String(n)}`).join(' '))).toHaveLength(12);
  });

  it('stand in one document each, all of them among those that any name may have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const ids = wordIds('a-1', name);
        expect(wordIds('a-1')).toEqual(expect.arrayContaining(ids));
        expect(ids.map((id) => wordAt(id, name)?.word)).toEqual(wordsOf(name));
        for (const id of wordIds('a-1').slice(ids.length)) expect(wordAt(id, name)).toBeUndefined();
      }),
    );
  });
});
