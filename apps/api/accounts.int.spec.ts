import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getAccount, listAccounts, renameAccount } from '#contracts';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

describe('accounts', () => {
  let portal: TestPortal;
  let admin: TestPerson;

  beforeAll(async () => {
    portal = await TestPortal.start();
    admin = await portal.setUp();
  });
  afterAll(() => portal.stop());

  it('are listed by name, a page at a time and narrowed to how names begin', async () => {
    const names = ['Zephyr', 'élan', 'Elm & Co', 'eland', '100 % Wool'];
    for (const name of names) await portal.account(admin, name);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.http.ask(listAccounts, {
        query: { limit: 2, ...(cursor !== undefined && { cursor }) },
      });
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen.filter((name) => names.includes(name))).toEqual(['100 % Wool', 'élan', 'eland', 'Elm & Co', 'Zephyr']);
    const narrowed = await admin.http.ask(listAccounts, { query: { name: 'Éla', limit: 2 } });
    expect(narrowed.items.map(({ name }) => name)).toEqual(['élan', 'eland']);
    const rest = await admin.http.ask(listAccounts, { query: { name: 'Éla', limit: 2, cursor: narrowed.next } });
    expect(rest).toEqual({ items: [] });
  });

  it('are found by how the words of their names begin, in any order, under their newest name', async () => {
    const found = async (name: string) =>
      (await admin.http.ask(listAccounts, { query: { name } })).items.map(({ name }) => name);
    const accountId = await portal.account(admin, 'Northern Léather Works');
    await portal.account(admin, 'Works of Leather');
    expect(await found('LEA')).toEqual(['Northern Léather Works', 'Works of Leather']);
    expect(await found('wor lea')).toEqual(['Northern Léather Works', 'Works of Leather']);
    expect(await found('leather north')).toEqual(['Northern Léather Works']);
    expect(await found('eather')).toEqual([]);
    expect(await found('%')).toEqual([]);
    await admin.http.ask(renameAccount, {
      params: { accountId },
      body: { name: 'Tannery' },
      headers: { 'if-match': '1' },
    });
    expect(await found('lea')).toEqual(['Works of Leather']);
    expect(await found('tan')).toEqual(['Tannery']);
    expect(await found('works north')).toEqual([]);
  });

  it('that begin with many words alike come a page at a time, each once', async () => {
    for (let n = 0; n < 5; n += 1) await portal.account(admin, `Quay Quarter ${String(n)}`);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.http.ask(listAccounts, {
        query: { name: 'qua', limit: 2, ...(cursor !== undefined && { cursor }) },
      });
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([0, 1, 2, 3, 4].map((n) => `Quay Quarter ${String(n)}`));
  });

  it('take a new name only from who saw the old one', async () => {
    const accountId = await portal.account(admin, 'Old name');
    const rename = (name: string, version?: number) =>
      admin.http.try(renameAccount, {
        params: { accountId },
        body: { name },
        ...(version !== undefined && { headers: { 'if-match': String(version) } }),
      });
    expect((await rename('New name')).status).toBe(428);
    expect((await rename('New name', 1)).status).toBe(200);
    expect(await rename('Newest name', 1)).toMatchObject({ status: 412, body: { code: 'changed-meanwhile' } });
    const { name, version } = await admin.http.ask(getAccount, { params: { accountId } });
    expect({ name, version }).toEqual({ name: 'New name', version: 2 });
  });
});
