import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from '@jest/globals';
import { SqliteVault } from './sqlite-vault.js';
import { describeVault } from './vault.behaviour.js';

const root = mkdtempSync(join(tmpdir(), 'portico-vault-'));
const newPath = (): string => join(mkdtempSync(join(root, 'one-')), 'vault.db');

afterAll(() => {
  rmSync(root, { recursive: true });
});

describeVault('SQLite', () => Promise.resolve(new SqliteVault(newPath())));

describe('the Vault in a SQLite file', () => {
  it('is readable by its owner only', async () => {
    const path = newPath();
    const vault = new SqliteVault(path);
    await vault.records('keys').insert('a', { key: 'k' });
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
    await vault.close();
  });

  it('holds after it is opened again, and shows what another process wrote', async () => {
    const path = newPath();
    const [first, second] = [new SqliteVault(path), new SqliteVault(path)];
    await first.records('keys').insert('a', { key: 'k' });
    expect(await second.records('keys').get('a')).toEqual({ id: 'a', version: 1, value: { key: 'k' } });
    expect(await second.records('keys').insert('a', { key: 'other' })).toBe(false);
    await first.close();
    await second.close();
    const third = new SqliteVault(path);
    expect((await third.records('keys').get('a'))?.value).toEqual({ key: 'k' });
    await third.close();
  });

  it('waits for another process that is writing, with its own event loop free', async () => {
    const path = newPath();
    const vault = new SqliteVault(path);
    const records = vault.records('keys');
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const inserted = records.insert('a', { key: 'k' });
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    other.exec('COMMIT');
    expect(await inserted).toBe(true);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(50);
    other.close();
    await vault.close();
  });

  it('leaves nothing of what was deleted in its files once scrubbed', async () => {
    const path = newPath();
    const vault = new SqliteVault(path);
    const records = vault.records('keys');
    await records.insert('a', { key: 'a secret that must go' });
    await records.replace('a', 1, { key: null });
    await vault.scrub();
    for (const file of [path, `${path}-wal`]) expect(readFileSync(file).includes('a secret that must go')).toBe(false);
    await vault.close();
  });

  it('answers those who wrote together only when all of it is on disk', async () => {
    const path = newPath();
    const vault = new SqliteVault(path);
    const records = vault.records('keys');
    const reader = new DatabaseSync(path, { readOnly: true });
    const count = reader.prepare('SELECT count(*) AS n FROM keys');
    const counts = await Promise.all(
      Array.from({ length: 100 }, async (_, number) => {
        await records.insert(String(number), { key: 'k' });
        return count.get()?.['n'];
      }),
    );
    expect(new Set(counts)).toEqual(new Set([100]));
    reader.close();
    await vault.close();
  });
});
