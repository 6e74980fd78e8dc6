import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataFolder, type DataFolder } from './data-folder.js';
import { startedAt } from './process-identity.js';

/** Another portal's process, which keeps the lease as this program does. */
const HOLDER = `
  const { DatabaseSync } = require('node:sqlite');
  const { readFileSync } = require('node:fs');
  const database = new DatabaseSync(process.argv[1]);
  const started = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\\) /s, '').split(' ')[19];
  database.prepare("INSERT OR REPLACE INTO lease VALUES (1, 'theirs', ?, ?, ?, 0)").run(process.pid, require('node:os').hostname(), started);
  setInterval(() => database.exec("UPDATE lease SET beat = beat + 1 WHERE token = 'theirs'"), 100);
  console.log('held');
`;

describe('a data folder', () => {
  let data: string;
  let secrets: string;
  let holder: ChildProcess | undefined;
  const opened: DataFolder[] = [];

  const open = async (portal: boolean) => {
    const folder = await openDataFolder({ data, secrets }, { portal });
    opened.push(folder);
    return folder;
  };

  const holdElsewhere = async (): Promise<ChildProcess> => {
    (await open(false)).close();
    holder = spawn(process.execPath, ['--no-warnings', '-e', HOLDER, join(data, 'lease.db')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (holder.stdout) await once(holder.stdout, 'data');
    return holder;
  };

  beforeEach(() => {
    data = join(mkdtempSync(join(tmpdir(), 'portico-folder-')), 'data');
    secrets = join(data, 'keys');
  });

  afterEach(() => {
    for (const folder of opened.splice(0)) folder.close();
    holder?.kill('SIGKILL');
    holder = undefined;
    rmSync(data, { recursive: true, force: true });
  });

  it('is made readable for its owner only, with its format', async () => {
    const folder = await open(true);
    expect(JSON.parse(readFileSync(join(data, 'format.json'), 'utf8'))).toEqual({ format: 1 });
    expect(statSync(data).mode & 0o777).toBe(0o700);
    folder.key('some');
    expect(statSync(join(secrets, 'some.key')).mode & 0o777).toBe(0o600);
    expect(folder.key('some')).toEqual(folder.key('some'));
  });

  it.each(['{"format":2}', '{"format":"x"}', '{}', 'null', 'not json'])(
    'is refused when its format says %s',
    async (text) => {
      (await open(false)).close();
      writeFileSync(join(data, 'format.json'), text);
      await expect(open(true)).rejects.toThrow(/^[^\n]*format\.json[^\n]*$/);
    },
  );

  it('is served by one portal, and commands work beside it', async () => {
    const { pid } = await holdElsewhere();
    await expect(open(true)).rejects.toThrow(`process ${String(pid)}`);
    expect((await open(false)).isServed()).toBe(true);
  });

  it('is taken over from a dead process at once', async () => {
    const dead = await holdElsewhere();
    dead.kill('SIGKILL');
    await once(dead, 'exit');
    const before = performance.now();
    await open(true);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('is taken over from a dead process whose number another one has', async () => {
    const folder = await open(false);
    await holdElsewhere();
    holder?.kill('SIGKILL');
    if (holder) await once(holder, 'exit');
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(data, 'lease.db'));
    database.prepare('UPDATE lease SET pid = ?').run(process.pid);
    database.close();
    expect(startedAt(process.pid)).not.toBeUndefined();
    expect(folder.isServed()).toBe(false);
    await open(true);
  });

  it('is taken over from a hanging process after three seconds, which then learns it', async () => {
    const hanging = await holdElsewhere();
    hanging.kill('SIGSTOP');
    const before = performance.now();
    await open(true);
    const waited = performance.now() - before;
    expect(waited).toBeGreaterThan(2_500);
    expect(waited).toBeLessThan(6_000);
  }, 20_000);

  it('tells a portal that another one has taken over', async () => {
    const folder = await open(true);
    const lost = new Promise<void>((resolve) => {
      folder.onTakenOver(resolve);
    });
    await holdElsewhere();
    await lost;
  });

  it('can be served again after it was closed', async () => {
    (await open(true)).close();
    const folder = await open(true);
    expect(folder.isServed()).toBe(true);
  });
});
