import { describe, expect, it } from '@jest/globals';
import { shownTexts } from './shown-texts';

describe('texts of an answer', () => {
  it('cannot turn the direction of what stands around them, nor hide in it', () => {
    const json = '{"items":[{"name":"Invoice \u202efdp.exe","by":"Sue\\u0000\\u2066"}],"next":"a\u0085b"}';
    expect(shownTexts(json)).toEqual({
      items: [{ name: 'Invoice \ufffdfdp.exe', by: 'Sue\ufffd\ufffd' }],
      next: 'a\ufffdb',
    });
  });

  it('stay as they are otherwise, in every language and on several lines', () => {
    const answer = { body: 'Erste Zeile\n\tzweite', names: ['Łukasz', 'سارة', 'Zoë 👩‍🔬', '\u200fעברית'], count: 3, none: null };
    expect(shownTexts(JSON.stringify(answer))).toEqual(answer);
  });

  it('stay as they are where prints are made over them', () => {
    const proof = { data: '{"activity":"a\u202eb"}', metadata: '{"actor":"\u2066"}' };
    expect(shownTexts(JSON.stringify({ proof }))).toEqual({ proof });
  });
});
