import { describe, expect, it } from '@jest/globals';
import type { StreamName } from './event.js';
import { StreamCache, type Tip } from './stream-cache.js';

const stream = (name: string): StreamName => `purse-${name}`;

function tip(commands = 0): Tip {
  const done = Array.from({ length: commands }, (_, index) => [String(index), { print: '', from: 0, to: 0 }] as const);
  return { folded: { state: {}, revision: 0, hash: '', commands: new Map(done) }, committed: Promise.resolve([]) };
}

describe('the memory of streams', () => {
  it('forgets the oldest use first when it is full', () => {
    const cache = new StreamCache(30);
    const tips = { a: tip(), b: tip(), c: tip() };
    for (const [name, one] of Object.entries(tips)) cache.set(stream(name), one);
    expect(cache.get(stream('a'))).toBe(tips.a);
    cache.set(stream('d'), tip());
    expect(cache.get(stream('b'))).toBeUndefined();
    expect(cache.get(stream('a'))).toBe(tips.a);
  });

  it('weighs the commands that a stream has answered, also those of later', () => {
    const cache = new StreamCache(60);
    const growing = tip();
    cache.set(stream('small'), tip());
    cache.set(stream('growing'), growing);
    for (let index = 0; index < 50; index += 1) {
      growing.folded.commands.set(String(index), { print: '', from: index, to: index });
      cache.set(stream('growing'), growing);
    }
    expect(cache.get(stream('small'))).toBeUndefined();
    cache.drop(stream('growing'), growing);
    for (const name of ['a', 'b', 'c']) cache.set(stream(name), tip());
    expect(['a', 'b', 'c'].map((name) => cache.get(stream(name)))).not.toContain(undefined);
  });

  it('keeps the tip at hand even where it alone is too heavy', () => {
    const cache = new StreamCache(10);
    const heavy = tip(100);
    cache.set(stream('other'), tip());
    cache.set(stream('heavy'), heavy);
    expect(cache.get(stream('heavy'))).toBe(heavy);
    expect(cache.get(stream('other'))).toBeUndefined();
  });

  it('drops a tip, but not the one that took its place', () => {
    const cache = new StreamCache();
    const [old, new_] = [tip(), tip()];
    cache.set(stream('a'), old);
    cache.set(stream('a'), new_);
    cache.drop(stream('a'), old);
    expect(cache.holds(stream('a'), new_)).toBe(true);
    cache.drop(stream('a'), new_);
    expect(cache.get(stream('a'))).toBeUndefined();
  });

  it('lets one after the other have its turn at a stream, also after a failure, and others at once', async () => {
    const cache = new StreamCache();
    const order: string[] = [];
    const turn = (name: string, label: string, fails = false) =>
      cache.inTurn(stream(name), async () => {
        order.push(`${label} begins`);
        await new Promise(setImmediate);
        order.push(`${label} ends`);
        if (fails) throw new Error(label);
      });
    const settled = await Promise.allSettled([turn('a', '1', true), turn('a', '2'), turn('b', '3')]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(order.filter((step) => !step.startsWith('3'))).toEqual(['1 begins', '1 ends', '2 begins', '2 ends']);
    expect(order.indexOf('3 begins')).toBeLessThan(order.indexOf('1 ends'));
  });
});
