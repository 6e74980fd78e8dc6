import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Vault, VaultRecords } from './vault.js';

interface Session {
  readonly person: string;
  readonly expiresAt: number;
  readonly label?: string | null;
}

/** What every Vault does; `open` gives an empty one. */
export function describeVault(name: string, open: () => Promise<Vault>): void {
  describe(`${name} as a Vault`, () => {
    let vault: Vault;
    let sessions: VaultRecords<Session>;

    beforeEach(async () => {
      vault = await open();
      sessions = vault.records<Session>('sessions', { indexes: ['person', 'expiresAt', 'label'] });
    });
    afterEach(() => vault.close());

    it('gives back what was inserted, at version 1', async () => {
      const value = { person: 'dana', expiresAt: 10, label: 'Zoë’s phone \u0000 😀' };
      expect(await sessions.insert('a', value)).toBe(true);
      expect(await sessions.get('a')).toEqual({ id: 'a', version: 1, value });
      expect(await sessions.get('b')).toBeUndefined();
    });

    it('inserts an id once, also when many try at the same moment', async () => {
      const tries = Array.from({ length: 20 }, (_, number) =>
        sessions.insert('a', { person: 'dana', expiresAt: number }),
      );
      const done = await Promise.all(tries);
      expect(done.filter(Boolean)).toHaveLength(1);
      expect((await sessions.get('a'))?.value.expiresAt).toBe(done.indexOf(true));
    });

    it('replaces only the version that was seen', async () => {
      await sessions.insert('a', { person: 'dana', expiresAt: 1 });
      expect(await sessions.replace('a', 1, { person: 'dana', expiresAt: 2 })).toBe(true);
      expect(await sessions.replace('a', 1, { person: 'dana', expiresAt: 3 })).toBe(false);
      expect(await sessions.replace('b', 1, { person: 'dana', expiresAt: 3 })).toBe(false);
      expect(await sessions.get('a')).toEqual({ id: 'a', version: 2, value: { person: 'dana', expiresAt: 2 } });
    });

    it('lets one of many replace the same version', async () => {
      await sessions.insert('a', { person: 'dana', expiresAt: 0 });
      const tries = Array.from({ length: 20 }, (_, n) => sessions.replace('a', 1, { person: 'dana', expiresAt: n }));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      expect((await sessions.get('a'))?.version).toBe(2);
    });

    it('deletes, and only the version that was seen where one is named', async () => {
      await sessions.insert('a', { person: 'dana', expiresAt: 1 });
      expect(await sessions.delete('a', 2)).toBe(false);
      expect(await sessions.delete('a', 1)).toBe(true);
      expect(await sessions.delete('a')).toBe(false);
      expect(await sessions.get('a')).toBeUndefined();
      expect(await sessions.insert('a', { person: 'dana', expiresAt: 2 })).toBe(true);
    });

    it('finds by declared fields, null meaning absent too', async () => {
      await sessions.insert('c', { person: 'dana', expiresAt: 1 });
      await sessions.insert('a', { person: 'dana', expiresAt: 2, label: null });
      await sessions.insert('b', { person: 'maya', expiresAt: 1, label: 'x\u0000y' });
      const idsOf = async (field: keyof Session, value: string | number | null): Promise<string[]> =>
        (await sessions.find(field, value)).map(({ id }) => id);
      expect(await idsOf('person', 'dana')).toEqual(['a', 'c']);
      expect(await idsOf('expiresAt', 1)).toEqual(['b', 'c']);
      expect(await idsOf('label', 'x\u0000y')).toEqual(['b']);
      expect(await idsOf('label', 'x')).toEqual([]);
      expect(await idsOf('label', null)).toEqual(['a', 'c']);
      expect(await idsOf('expiresAt', '1')).toEqual([]);
    });

    it('lists page by page in order of id', async () => {
      for (const id of ['b', 'd', 'a', 'c']) await sessions.insert(id, { person: id, expiresAt: 1 });
      const first = await sessions.list({ limit: 3 });
      expect(first.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
      expect((await sessions.list({ after: 'c', limit: 3 })).map(({ id }) => id)).toEqual(['d']);
    });

    it('deletes what is below a value of the same type', async () => {
      await sessions.insert('a', { person: 'p', expiresAt: 1 });
      await sessions.insert('b', { person: 'q', expiresAt: 5 });
      await sessions.insert('c', { person: 'r', expiresAt: 9 });
      expect(await sessions.deleteBelow('expiresAt', 'zzz')).toBe(0);
      expect(await sessions.deleteBelow('label', 'zzz')).toBe(0);
      expect(await sessions.deleteBelow('expiresAt', 5)).toBe(1);
      expect(await sessions.deleteBelow('person', 'r')).toBe(1);
      expect((await sessions.list({ limit: 10 })).map(({ id }) => id)).toEqual(['c']);
    });

    it('keeps kinds of records apart', async () => {
      const others = vault.records<Session>('others', { indexes: ['person'] });
      await sessions.insert('a', { person: 'dana', expiresAt: 1 });
      expect(await others.get('a')).toBeUndefined();
      expect(await others.find('person', 'dana')).toEqual([]);
      expect(await others.insert('a', { person: 'maya', expiresAt: 1 })).toBe(true);
      expect(vault.records('sessions')).toBe(sessions);
      expect(() => vault.records<Session>('others', { indexes: ['expiresAt'] })).toThrow(TypeError);
    });

    it('refuses what is undefined, and fields that are not declared', async () => {
      const nothing = undefined as never;
      await sessions.insert('a', { person: 'dana', expiresAt: 1 });
      await expect(sessions.get(nothing)).rejects.toThrow(TypeError);
      await expect(sessions.find('person', nothing)).rejects.toThrow(TypeError);
      await expect(sessions.insert(nothing, { person: 'x', expiresAt: 1 })).rejects.toThrow(TypeError);
      await expect(sessions.insert('b', nothing)).rejects.toThrow(TypeError);
      await expect(sessions.replace('a', nothing, { person: 'x', expiresAt: 1 })).rejects.toThrow(TypeError);
      await expect(sessions.replace('a', 1, nothing)).rejects.toThrow(TypeError);
      await expect(sessions.delete(nothing)).rejects.toThrow(TypeError);
      await expect(sessions.deleteBelow('expiresAt', nothing)).rejects.toThrow(TypeError);
      await expect(sessions.find('other' as never, 1)).rejects.toThrow(TypeError);
      expect(await sessions.list({ limit: 10 })).toHaveLength(1);
    });
  });
}
