import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '#contracts';
import { extended, refreshed, type LoadedEntries } from './loaded-entries';

const entries = (...ids: string[]) => ids.map((id) => ({ id }) as TimelineEntry);
const idsOf = (list: LoadedEntries) => list.items.map(({ id }) => id).join(' ');
const loaded: LoadedEntries = { question: 'acme', items: entries('f', 'e', 'd', 'c', 'b'), next: 'after b' };

describe('a timeline that is read again', () => {
  it('starts with its first page', () => {
    const first = { question: 'acme', items: entries('b', 'a'), next: undefined };
    expect(refreshed(undefined, first)).toBe(first);
  });

  it('puts news on top and keeps what was loaded below', () => {
    const again = refreshed(loaded, { question: 'acme', items: entries('g', 'f', 'e'), next: 'after e' });
    expect(idsOf(again)).toBe('g f e d c b');
    expect(again.next).toBe('after b');
  });

  it('starts anew when more is new than a page holds', () => {
    const again = refreshed(loaded, { question: 'acme', items: entries('z', 'y'), next: 'after y' });
    expect(idsOf(again)).toBe('z y');
    expect(again.next).toBe('after y');
  });

  it('never mixes the answers to two questions', () => {
    const other = { question: 'acme, only notes', items: entries('f', 'd'), next: 'after d' };
    expect(refreshed(loaded, other)).toBe(other);
    expect(extended(loaded, other, 'after b')).toBe(loaded);
  });
});

describe('a further page', () => {
  it('goes below', () => {
    const more = extended(loaded, { question: 'acme', items: entries('a'), next: undefined }, 'after b');
    expect(idsOf(more)).toBe('f e d c b a');
    expect(more.next).toBeUndefined();
  });

  it('is dropped when it was asked for twice', () => {
    const page = { question: 'acme', items: entries('a'), next: undefined };
    const once = extended(loaded, page, 'after b');
    expect(extended(once, page, 'after b')).toBe(once);
  });
});
