import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '#event-store';
import { NO_PREVIOUS, follows } from './chain.js';
import type { StoredEvent } from './event.js';
import { LegibleSeals, PURSE, catalog, command, open, payIn, purse } from './purse.harness.js';
import { Transactions, transact } from './transact.js';

/** What a stranger writes who has read the description of the chain and nothing else. */
function verifies(lines: readonly string[]): boolean {
  const ends = new Map<string, string>();
  return lines.every((line) => {
    const { id, type, schemaVersion, stream, revision, at, data, metadata } = JSON.parse(line);
    const { hash, ...rest } = metadata;
    const prev = ends.get(stream) ?? '0'.repeat(64);
    const text = [prev, id, type, schemaVersion, stream, revision, at, jcs(data), jcs(rest)].join('\n');
    ends.set(stream, hash);
    return rest.prev === prev && createHash('sha256').update(text).digest('hex') === hash;
  });
}

/** RFC 8785 for what these events hold: sorted members, no white space. */
function jcs(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** A line of the exported log. */
function exported({ data, metadata, hash, account: _, visibility: __, ...event }: StoredEvent): string {
  const line = { ...event, position: String(event.position), data: JSON.parse(data) };
  return JSON.stringify({ ...line, metadata: { ...JSON.parse(metadata), hash } });
}

describe('the chain of a stream', () => {
  const store = new MemoryEventStore();
  const on = new Transactions(store, catalog, new LegibleSeals());

  async function lines(): Promise<string[]> {
    await transact(on, PURSE, purse, command('open'), open('Dana Okafor – “Ω”\n'));
    await transact(on, PURSE, purse, command('pay'), payIn(5, -3));
    return (await store.readStream(PURSE)).map(exported);
  }

  it('is what ten lines make of its description', async () => {
    expect(verifies(await lines())).toBe(true);
  });

  it('breaks with whatever is changed', async () => {
    const [first = '', second = '', third = ''] = await lines();
    expect(verifies([first, second.replace('"amount":5', '"amount":50'), third])).toBe(false);
    expect(verifies([first.replace('"client"', '"internal"'), second, third])).toBe(false);
    expect(verifies([first, third])).toBe(false);
    expect(verifies([second, first, third])).toBe(false);
  });

  it('says whether events follow an end, by their revisions and by the hash that the first names', async () => {
    await lines();
    const [first, second, third] = await store.readStream(PURSE);
    if (!first || !second || !third) throw new Error('There are three.');
    expect(follows({ revision: -1, hash: NO_PREVIOUS }, [first, second, third])).toBe(true);
    expect(follows(first, [second, third])).toBe(true);
    expect(follows(first, [])).toBe(true);
    expect(follows(first, [second, { ...third, revision: 3 }])).toBe(false);
    expect(follows(first, [third])).toBe(false);
    expect(follows({ ...first, hash: second.hash }, [second])).toBe(false);
    expect(follows(first, [{ ...second, metadata: '{}' }])).toBe(false);
  });
});
