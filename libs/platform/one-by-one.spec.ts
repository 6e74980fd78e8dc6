import { describe, expect, it } from '@jest/globals';
import { OneByOne } from './one-by-one.js';

describe('what is done one by one', () => {
  it('is done in order for one key, whatever fails, and at once for another', async () => {
    const oneByOne = new OneByOne();
    const told: string[] = [];
    const tell = (what: string, ms: number) => async () => {
      told.push(`${what} begins`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      told.push(`${what} ends`);
      if (what === 'first') throw new Error(what);
      return what;
    };
    const answers = await Promise.allSettled([
      oneByOne.run('a', tell('first', 20)),
      oneByOne.run('a', tell('second', 0)),
      oneByOne.run('b', tell('other', 0)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(told).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends']);
    expect(await oneByOne.run('a', tell('third', 0))).toBe('third');
  });
});
