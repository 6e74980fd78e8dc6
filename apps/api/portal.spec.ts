import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assignStaff, getAccount, getMe, getSetup, listAccounts, openAccount } from '#contracts';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

describe('a portal', () => {
  let portal: TestPortal;
  let admin: TestPerson;

  beforeAll(async () => {
    portal = await TestPortal.start();
    admin = await portal.setUp();
  });

  afterAll(async () => {
    await portal.stop();
  });

  it('is set up once', async () => {
    expect(await portal.browser().ask(getSetup)).toMatchObject({ open: false });
    expect(await admin.http.ask(getMe)).toMatchObject({ businessRole: 'admin', business: 'Ashdown Pell' });
  });

  it('lets invited people in, who see their own accounts and nothing else', async () => {
    const [acme, brightwater] = [await portal.account(admin, 'Acme'), await portal.account(admin, 'Brightwater')];
    const maya = await portal.colleague(admin, {
      name: 'Maya Ellis',
      email: 'maya@ashdownpell.example',
      role: 'staff',
    });
    const dana = await portal.member(admin, acme, { name: 'Dana Okafor', email: 'dana@acme.example', role: 'owner' });
    await admin.http.ask(assignStaff, { params: { accountId: acme }, body: { personId: maya.id } });
    for (const { http } of [maya, dana]) {
      http.foreign.add('Brightwater');
      expect((await http.ask(listAccounts)).items.map(({ name }) => name)).toEqual(['Acme']);
      expect(await http.ask(getAccount, { params: { accountId: acme } })).toMatchObject({ name: 'Acme' });
      expect(await http.refused(getAccount, { params: { accountId: brightwater } })).toMatchObject({
        code: 'not-found',
      });
    }
  });

  it('refuses what a role may not do', async () => {
    const maya = await portal.signIn('maya@ashdownpell.example');
    expect(await maya.http.refused(openAccount, { body: { name: 'Mine' } })).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
  });
});
