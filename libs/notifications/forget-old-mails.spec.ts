import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Config, DataFolder, Directory, Log } from '#platform';
import { PersonalKeys, SqliteVault } from '#vault';
import { EmlFiles } from './eml-files.js';
import { ForgetOldMails } from './forget-old-mails.js';
import { MailRecords } from './mail-records.js';
import { Outbox } from './outbox.js';
import { SmtpTransport } from './smtp-transport.js';

const DAY_MS = 24 * 3_600_000;

describe('old mails', () => {
  let path: string;
  let vault: SqliteVault;
  let now = Date.parse('2026-03-02T09:00:00.000Z');
  const clock = { now: () => new Date(now) };

  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'portico-'));
    vault = new SqliteVault(join(path, 'vault.db'));
  });
  afterEach(async () => {
    await vault.close();
    rmSync(path, { recursive: true });
  });

  it('go after thirty days, file and record', async () => {
    const config = { url: 'https://portal.example.com', mailUrl: undefined } as Config;
    const folder = { mail: join(path, 'mail'), mustServe: () => undefined } as DataFolder;
    const directory = { business: () => Promise.resolve('Ashdown Pell') } as Directory;
    const records = new MailRecords(vault, new PersonalKeys(vault, randomBytes(32)));
    const files = new EmlFiles(config, folder, directory);
    const outbox = new Outbox(records, files, new SmtpTransport(config), clock);
    const forget = new ForgetOldMails(records, files, clock, {} as Log);
    const post = (key: string) =>
      outbox.post({ key, kind: 'test', personId: key, to: 'dana@acme.example', subject: key, text: '', html: '' });

    await post('old');
    now += DAY_MS;
    await post('young');
    now += 29 * DAY_MS + 1;
    await forget.forget();

    expect(await records.list()).toHaveLength(1);
    expect([await outbox.hasPosted('old'), await outbox.hasPosted('young')]).toEqual([false, true]);
    expect(readdirSync(folder.mail).map((file) => file.slice(0, 10))).toEqual(['2026-03-03']);
  });
});
