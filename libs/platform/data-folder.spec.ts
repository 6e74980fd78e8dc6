import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataFolder, type DataFolder } from './data-folder.js';
import { TakenOver } from './lease.js';
import { openStores } from './open-stores.js';
import { startedAt } from './process-identity.js';

/** Another portal's process, which keeps the lease as this program does. */
const HOLDER = `
  const { readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } = require('node:fs');
  const { join } = require('node:path');
  const folder = process.argv[1];
  const startedAt = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\\) /s, '').split(' ')[19];
  const earlier = readdirSync(folder);
  const file = join(folder, String(Math.max(0, ...earlier.map(Number)) + 1));
  writeFileSync(file, JSON.stringify({ pid: process.pid, host: require('node:os').hostname(), startedAt }));
  for (const name of earlier) rmSync(join(folder, name));
  setInterval(() => utimesSync(file, new Date(), new Date()), 100);
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
    const lease = join(data, 'lease');
    mkdirSync(lease, { recursive: true });
    holder = spawn(process.execPath, ['--no-warnings', '-e', HOLDER, lease], {
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
    const file = join(data, 'lease', '1');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), pid: process.pid }));
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
  });

  it('is taken over sooner from a process that has been hanging for long', async () => {
    const hanging = await holdElsewhere();
    hanging.kill('SIGSTOP');
    const long = new Date(Date.now() - 60_000);
    utimesSync(join(data, 'lease', '1'), long, long);
    const before = performance.now();
    await open(true);
    expect(performance.now() - before).toBeLessThan(2_500);
  });

  it('stays with a process that only slept, even if its last sign of life is old', async () => {
    const holding = await holdElsewhere();
    holding.kill('SIGSTOP');
    const long = new Date(Date.now() - 60_000);
    utimesSync(join(data, 'lease', '1'), long, long);
    const opening = open(true);
    holding.kill('SIGCONT');
    await expect(opening).rejects.toThrow(`process ${String(holding.pid)}`);
  });

  it('tells a portal that another one has taken over', async () => {
    const folder = await open(true);
    const lost = new Promise<void>((resolve) => {
      folder.onTakenOver(resolve);
    });
    await holdElsewhere();
    await lost;
  });

  it('refuses the very next write of a portal that another one has taken it from, also when that one is gone again', async () => {
    const folder = await open(true);
    folder.mustServe();
    let told = 0;
    folder.onTakenOver(() => (told += 1));
    const stores = openStores(folder, []);
    const records = stores.vault.records('things');
    await records.insert('before', {});
    const other = await holdElsewhere();
    other.kill('SIGKILL');
    expect(told).toBe(0);
    await expect(records.insert('after', {})).rejects.toThrow(TakenOver);
    expect(told).toBe(1);
    await once(other, 'exit');
    const third = await open(true);
    expect(folder.mustServe).toThrow(TakenOver);
    third.close();
    expect(folder.mustServe).toThrow(TakenOver);
    expect(told).toBe(1);
    await stores.close();
  });

  it('asks nothing of commands beside a portal', async () => {
    const command = await open(false);
    await holdElsewhere();
    command.mustServe();
  });

  it('can be served again after it was closed', async () => {
    (await open(true)).close();
    const folder = await open(true);
    expect(folder.isServed()).toBe(true);
  });
});
