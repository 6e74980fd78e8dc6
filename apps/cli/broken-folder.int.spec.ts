import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Portico } from './testing/cli.harness.js';

const portico = new Portico();

beforeAll(async () => {
  writeFileSync(portico.path('orders.csv'), 'case,activity,resource\n1,decide,Pete\n');
  await portico.json('import', 'orders.csv');
});

afterAll(() => {
  portico.close();
});

describe('a data folder that is not whole', () => {
  it.each([
    ['log.db', /log\.db is missing, and anchors\.jsonl tells of what was in it; restore a backup/],
    ['vault.db', /vault\.db is missing, and without it nothing personal can be read; set PORTICO_SECRETS/],
    ['keys/personal-data.key', /personal-data\.key is missing, and without it nothing personal can be read/],
  ])('is found to lack %s, and nothing is made in its place', async (name, reason) => {
    const other = new Portico();
    try {
      cpSync(portico.data, other.data, { recursive: true });
      rmSync(join(other.data, name));
      const { code, err } = await other.run('doctor');
      expect([code, err]).toEqual([1, expect.stringMatching(reason)]);
      if (name !== 'log.db') expect(await other.run('export', '--format', 'csv')).toMatchObject({ code: 1, out: '' });
      expect(existsSync(join(other.data, name))).toBe(false);
    } finally {
      other.close();
    }
  });

  it('says what to do where the log is damaged', async () => {
    const other = new Portico();
    try {
      cpSync(portico.data, other.data, { recursive: true });
      for (const name of ['log.db-wal', 'log.db-shm']) rmSync(join(other.data, name), { force: true });
      for (const content of ['', 'no log'.repeat(1000)]) {
        writeFileSync(join(other.data, 'log.db'), content);
        for (const command of ['doctor', 'verify']) {
          expect((await other.run(command)).err).toMatch(/^portico \w+: .+restore a backup\n$/);
        }
      }
    } finally {
      other.close();
    }
  });
});

describe('an export into a file', () => {
  it('takes the place of no file without need, and of nothing that is no file', async () => {
    const out = portico.path('kept.csv');
    writeFileSync(out, 'kept');
    const nobody = ['--account', '00000000-0000-4000-8000-00000000000a'];
    const words = ['export', '--format', 'csv', '--out'];
    expect((await portico.run(...words, 'kept.csv', ...nobody)).code).toBe(1);
    expect(portico.read('kept.csv')).toBe('kept');
    expect((await portico.run(...words, '.')).err).toMatch(/ is a folder; name a file\n$/);
    expect((await portico.run(...words, 'data/log.db')).err).toMatch(/ belongs to the portal; name a file outside/);
    symlinkSync(out, portico.path('link.csv'));
    await portico.json(...words, 'link.csv');
    expect(portico.read('kept.csv')).toContain('case:concept:name');
    const pipe = portico.path('pipe');
    execFileSync('mkfifo', [pipe]);
    const [piped] = await Promise.all([readFile(pipe, 'utf8'), portico.json(...words, 'pipe')]);
    expect(piped).toBe(portico.read('kept.csv'));
  });
});
