import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { SqliteEventStore } from '#event-store';
import { verifyLog } from '#history';
import { LogAudit } from '#platform';
import { TestPortal } from './testing/test-portal.harness.js';

let portal: TestPortal;

afterEach(() => portal.stop());

async function verdict({ data, secrets }: TestPortal['config']) {
  const store = new SqliteEventStore(join(data, 'log.db'), { readOnly: true });
  try {
    return await verifyLog({ store, path: join(data, 'log.db'), keys: secrets });
  } finally {
    await store.close();
  }
}

it('a portal that stops leaves no event without an anchor', async () => {
  portal = await TestPortal.start();
  await portal.setUp();
  await portal.portal.close();
  const { events, lastAnchor, valid } = await verdict(portal.config);
  expect(valid).toBe(true);
  expect(events).toBeGreaterThan(0);
  expect(lastAnchor?.events).toBe(events);
});

it('a portal whose log was changed says so where it is watched, serves on, and signs nothing over it', async () => {
  portal = await TestPortal.start();
  await portal.setUp();
  await portal.portal.close();
  const anchors = join(portal.config.secrets, 'anchors.jsonl');
  const before = readFileSync(anchors, 'utf8');
  const log = new DatabaseSync(join(portal.config.data, 'log.db'));
  log.exec(`UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE position = (SELECT max(position) FROM events)`);
  log.close();

  await portal.restart();
  const anon = portal.browser();
  for (let waited = 0; waited < 20_000; waited += 50) {
    if ((await portal.portal.app.get(LogAudit).state()).disagreement !== undefined) break;
    await sleep(50);
  }
  expect(await anon.send('GET', '/api/health/ready')).toMatchObject({
    status: 200,
    body: { status: 'ready', history: 'changed' },
  });
  const { text } = await anon.send('GET', '/metrics');
  expect(text).toContain('portico_log_disagrees 1');
  expect(portal.logged).toContainEqual(expect.objectContaining({ level: 'error', event: 'history was changed' }));
  await portal.portal.close();
  expect(readFileSync(anchors, 'utf8')).toBe(before);
});
