import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { getMe, inviteMember } from '#contracts';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

let portal: TestPortal;
let admin: TestPerson;
let accountId: string;

beforeAll(async () => {
  portal = await TestPortal.start();
  admin = await portal.setUp();
  accountId = await portal.account(admin, 'Acme');
});
afterAll(() => portal.stop());

it('answers reads while another process keeps the vault locked, and commands that need it with 503', async () => {
  const stopped = new DatabaseSync(join(portal.config.data, 'vault.db'));
  stopped.exec('BEGIN IMMEDIATE');
  // By now it would be noted that the session is in use.
  portal.clock.advance(2 * 60_000);
  const began = performance.now();
  await admin.http.ask(getMe);
  expect(performance.now() - began).toBeLessThan(2_500);

  const body = { name: 'Dana Okafor', email: 'dana@acme.example', role: 'owner' } as const;
  const sent = { params: { accountId }, body, headers: { 'idempotency-key': 'invite' } };
  const refused = await admin.http.try(inviteMember, sent);
  expect(refused).toMatchObject({ status: 503, body: { code: 'log-unavailable' } });
  expect(refused.headers['retry-after']).toMatch(/^\d+$/);

  stopped.exec('ROLLBACK');
  stopped.close();
  await admin.http.ask(inviteMember, sent);
  expect(await portal.mailsTo('dana@acme.example')).toHaveLength(1);
});
