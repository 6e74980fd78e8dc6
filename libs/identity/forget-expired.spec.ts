import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SessionEndings, type DataFolder, type Log } from '#platform';
import { SqliteVault } from '#vault';
import { ForgetExpired } from './forget-expired.js';
import { Mailboxes } from './mailboxes.js';
import type { SessionCookies } from './session-cookies.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { VaultSessions } from './vault-sessions.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('what has expired', () => {
  let path: string;
  let vault: SqliteVault;
  let now = Date.parse('2026-03-02T09:00:00.000Z');
  const clock = { now: () => new Date(now) };
  const byNobody = { isOwner: false, attemptHash: null };

  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'portico-'));
    vault = new SqliteVault(join(path, 'vault.db'));
  });
  afterEach(async () => {
    await vault.close();
    rmSync(path, { recursive: true });
  });

  const kept = async (table: string) => (await vault.records(table).list({ limit: 10 })).length;

  it('goes out of the Vault, and nothing else', async () => {
    const folder = { key: () => new Uint8Array(32) } as unknown as DataFolder;
    const cookies = { session: () => undefined, give: () => undefined } as unknown as SessionCookies;
    const challenges = new SignInChallenges(vault, folder, clock);
    const mailboxes = new Mailboxes(vault, clock);
    const sessions = new VaultSessions(vault, clock, cookies, new SessionEndings());
    const client = { userAgent: '' } as Parameters<VaultSessions['open']>[1];
    const forget = new ForgetExpired(challenges, mailboxes, sessions, {} as Log);
    const happen = async (address: string) => {
      await challenges.issueSignIn(address, 'dana', byNobody);
      await mailboxes.take(address, false);
      await sessions.open('dana', client);
    };

    await happen('first');
    now += 10 * MINUTE_MS;
    await happen('second');
    now += 10 * MINUTE_MS;
    await forget.forget();
    expect([await kept('signInChallenges'), await kept('mailboxes'), await kept('sessions')]).toEqual([1, 1, 2]);

    now += 30 * DAY_MS - 15 * MINUTE_MS;
    await forget.forget();
    expect([await kept('signInChallenges'), await kept('mailboxes'), await kept('sessions')]).toEqual([0, 0, 1]);
    expect(await sessions.of('dana')).toHaveLength(1);
  });
});
