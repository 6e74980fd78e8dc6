import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { caughtUp } from '../../tools/storm/catch-up.ts';
import { checkFolder } from '../../tools/storm/check-folder.ts';
import { PortalClient } from '../../tools/storm/portal-client.ts';
import { PortalProcess } from '../../tools/storm/portal-process.ts';
import { setUp } from '../../tools/storm/set-up.ts';
import { Workload } from '../../tools/storm/workload.ts';
import * as made from '#program';

/* Each starts whole programs, on machines that may be busy. */
jest.setTimeout(240_000);

const PROJECT = join(import.meta.dirname, '../..');
/** A hanging holder of the lease is waited for so long. */
const PATIENCE_MS = 3_000;
/** So many acknowledged commands are something that may be lost. */
const ENOUGH = 30;

/**
 * Two real portals on one folder: the first is stopped in the middle of its work, the second is started, and the first
 * wakes up or is killed.
 */
describe('a portal that takes over from one that hangs', () => {
  let data: string;
  let first: PortalProcess;
  let second: PortalProcess;
  let client: PortalClient;
  let principal: string;
  let workload: Workload;
  let running: Promise<void>;
  /** How long a start takes on this machine as it is now. */
  let startMs: number;

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [join(PROJECT, 'tools/ensure-built.ts'), 'server']);
  });

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'portico-rivals-'));
    first = await PortalProcess.onFreePort(data);
    second = await PortalProcess.onFreePort(data);
    startMs = await first.start();
    client = new PortalClient(first.url);
    principal = await setUp(first, client);
    workload = new Workload(client);
    await workload.prepare(2, 6);
    running = workload.run(16);
    // However slow the machine: what is stopped has been at work.
    while (acknowledged() < ENOUGH) await sleep(20);
  });

  afterEach(async () => {
    workload.stop();
    client.giveUp();
    await Promise.all([first.kill(), second.kill()]);
    await running.catch(() => undefined);
    rmSync(data, { recursive: true });
  });

  const acknowledged = (): number => workload.settled.filter(({ answer }) => answer.status < 400).length;

  /** The files whose write lock somebody has. */
  const locked = (): string[] => {
    const views = readdirSync(join(data, 'views')).filter((file) => file.endsWith('.db'));
    return ['log.db', 'vault.db', ...views.map((view) => join('views', view))].filter((file) =>
      isLocked(join(data, file)),
    );
  };

  /** Stops the first portal again and again until it holds what is wanted. */
  const stopFirst = async (isWanted: (files: readonly string[]) => boolean): Promise<void> => {
    for (let tries = 0; tries < 500; tries += 1) {
      first.signal('SIGSTOP');
      await sleep(10);
      if (isWanted(locked())) return;
      first.signal('SIGCONT');
      await sleep(Math.random() * 15);
    }
    throw new Error('The first portal never stopped where it was wanted.');
  };

  const startSecond = async (): Promise<void> => {
    const took = await second.start();
    // Five seconds on a machine that starts in one; this one may be slower.
    expect(took).toBeLessThan(PATIENCE_MS + 2 * startMs + 1_000);
  };

  const note = (project: string) => ({ path: `/projects/${project}/notes`, body: { body: `Once: ${randomUUID()}` } });

  /** Nothing lost, nothing doubled, and every view as a fresh fold makes it. */
  const mustBeWhole = async (): Promise<void> => {
    workload.stop();
    await running;
    await caughtUp(second.url);
    await second.stop();
    expect(acknowledged()).toBeGreaterThanOrEqual(ENOUGH);
    expect(await checkFolder(data, made, { settled: workload.settled, principal })).toEqual([]);
  };

  const mustHaveGivenUp = async (): Promise<void> => {
    const { code, errors } = await first.ended();
    expect(code).toBe(1);
    // Between the lines of its log, which are JSON.
    const said = errors.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
    expect(said).toEqual(['Another portal has taken over the data folder.']);
  };

  it('serves while it sleeps, and ends it when it wakes up', async () => {
    await stopFirst((files) => files.length === 0);
    client.url = second.url;
    await startSecond();
    const before = workload.settled.length;
    await sleep(1_000);
    first.signal('SIGCONT');
    await mustHaveGivenUp();
    await mustBeWhole();
    expect(workload.settled.length).toBeGreaterThan(before);
  });

  it('serves and takes commands while it holds a view, and makes up for that view when it is gone', async () => {
    await stopFirst((files) => files.some((file) => file.startsWith('views')) && !files.includes('log.db'));
    client.url = second.url;
    await startSecond();
    const { path, body } = note(String(workload.projectIds[0]));
    const taken = await client.post(path, body, { key: randomUUID() });
    expect(taken.status).toBe(201);
    expect((await client.get(`/projects/${String(workload.projectIds[0])}`, taken.body.position)).status).toBe(200);
    first.signal('SIGKILL');
    await mustBeWhole();
  });

  it.each(['SIGKILL', 'SIGCONT'] as const)(
    'answers reads, and 503 to commands, while it holds the log, until %s',
    async (signal) => {
      await stopFirst((files) => files.includes('log.db'));
      client.url = second.url;
      await startSecond();
      const [project] = workload.projectIds;
      expect((await fetch(`${second.url}/api/health/ready`)).status).toBe(200);
      expect((await client.get(`/projects/${String(project)}`)).status).toBe(200);
      const { path, body } = note(String(project));
      const key = randomUUID();
      const refused = await client.postOnce(path, body, { key });
      expect(refused.status).toBe(503);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(await refused.json()).toMatchObject({ code: 'log-unavailable' });
      first.signal(signal);
      if (signal === 'SIGCONT') await mustHaveGivenUp();
      const taken = await client.post(path, body, { key });
      expect(taken.status).toBe(201);
      await mustBeWhole();
    },
  );
});

function isLocked(file: string): boolean {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === 5) return true;
    throw error;
  } finally {
    database.close();
  }
}
