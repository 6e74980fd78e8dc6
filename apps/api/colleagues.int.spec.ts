import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assignStaff,
  changeColleagueRole,
  getAccount,
  getMe,
  inviteColleague,
  inviteMember,
  listAccounts,
  listColleagues,
  openAccount,
  reinviteColleague,
  removeColleague,
  unassignStaff,
} from '#contracts';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

describe('colleagues', () => {
  let portal: TestPortal;
  let admin: TestPerson;
  let acme: string;
  let count = 0;

  beforeAll(async () => {
    portal = await TestPortal.start();
    admin = await portal.setUp();
    acme = await portal.account(admin, 'Acme Coffee Roasters');
  });
  afterAll(() => portal.stop());

  /** Somebody whom nobody knows yet. */
  function somebody() {
    count += 1;
    return { name: `Somebody ${String(count)}`, email: `somebody${String(count)}@acme.example` };
  }

  const head = () => portal.portal.stores.transactions.store.head();
  const member = (accountId: string, person = somebody()) =>
    portal.member(admin, accountId, { ...person, role: 'member' });
  const staff = (person = somebody()) => portal.colleague(admin, { ...person, role: 'staff' });

  it('are listed in the order in which they came, a page at a time', async () => {
    const maya = await staff({ name: 'Maya Ellis', email: 'maya@ashdownpell.example' });
    await admin.http.ask(assignStaff, { params: { accountId: acme }, body: { personId: maya.id } });
    const first = await admin.http.ask(listColleagues, { query: { limit: 1 } });
    expect(first.items).toMatchObject([{ id: admin.id, role: 'admin', joined: true, accounts: [] }]);
    const second = await admin.http.ask(listColleagues, { query: { limit: 1, cursor: first.next } });
    expect(second.items).toMatchObject([{ name: 'Maya Ellis', email: maya.email, role: 'staff', accounts: [acme] }]);
  });

  it('are no clients, and clients are no colleagues', async () => {
    const [client, colleague] = [somebody(), somebody()];
    await member(acme, client);
    await staff(colleague);
    const end = await head();
    expect(await admin.http.refused(inviteColleague, { body: { ...client, role: 'staff' } })).toMatchObject({
      status: 409,
      code: 'is-client',
    });
    const asked = { params: { accountId: acme }, body: { ...colleague, role: 'member' as const } };
    expect(await admin.http.refused(inviteMember, asked)).toMatchObject({ status: 409, code: 'is-colleague' });
    expect(await head()).toBe(end);
  });

  it('keep an admin, also when two admins remove each other at the same moment', async () => {
    const second = await portal.colleague(admin, { ...somebody(), role: 'admin' });
    const asked = { params: { personId: admin.id } };
    const answers = await Promise.all([
      second.http.try(removeColleague, asked),
      admin.http.try(removeColleague, { params: { personId: second.id } }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    const left = (await admin.http.try(getMe)).status === 200 ? admin : second;
    const lone = { params: { personId: left.id } };
    expect(await left.http.refused(removeColleague, lone)).toMatchObject({ status: 409, code: 'last-admin' });
    const demoted = { ...lone, body: { role: 'staff' as const } };
    expect(await left.http.refused(changeColleagueRole, demoted)).toMatchObject({ status: 409, code: 'last-admin' });
    if (left === admin) return;
    await left.http.ask(inviteColleague, { body: { name: 'Ruth Ashdown', email: admin.email, role: 'admin' } });
    admin = await portal.signIn(admin.email);
  });

  it('are no clients, also when somebody is invited as both at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = somebody();
      const answers = await Promise.all([
        admin.http.try(inviteMember, { params: { accountId: acme }, body: { ...person, role: 'viewer' } }),
        admin.http.try(inviteColleague, { body: { ...person, role: 'staff' } }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  it('lose everything at once when they are removed, and begin anew when they come back', async () => {
    const person = somebody();
    const { http, id } = await staff(person);
    const assigned = { params: { accountId: acme }, body: { personId: id } };
    await admin.http.ask(assignStaff, assigned);
    expect((await http.ask(listAccounts)).items).toHaveLength(1);
    const removal = { params: { personId: id }, headers: { 'idempotency-key': `removal of ${id}` } };
    await admin.http.ask(removeColleague, removal);
    expect((await http.send('GET', '/api/me')).status).toBe(401);
    const { staff: left } = await admin.http.ask(getAccount, { params: { accountId: acme } });
    expect(left.map((one) => one.id)).not.toContain(id);
    const end = await head();
    await admin.http.ask(removeColleague, { params: { personId: id } });
    expect(await head()).toBe(end);
    expect(await admin.http.refused(assignStaff, assigned)).toMatchObject({ status: 422, code: 'not-a-colleague' });
    const back = await staff(person);
    expect(back.id).toBe(id);
    expect((await back.http.ask(listAccounts)).items).toEqual([]);
    await admin.http.ask(assignStaff, assigned);
    await admin.http.ask(removeColleague, removal);
    expect((await back.http.ask(listAccounts)).items).toHaveLength(1);
  });

  it('see an account from the moment of their assignment to that of its end', async () => {
    const { http, id } = await staff();
    const read = () => http.send('GET', `/api/accounts/${acme}`);
    expect((await read()).status).toBe(404);
    await admin.http.ask(assignStaff, { params: { accountId: acme }, body: { personId: id } });
    expect((await read()).status).toBe(200);
    await admin.http.ask(unassignStaff, { params: { accountId: acme, personId: id } });
    expect((await read()).status).toBe(404);
  });

  it('become admin and staff again at once', async () => {
    const { http, id } = await staff();
    const open = () => http.try(openAccount, { body: { name: 'Opened by a colleague' } });
    const change = (role: 'staff' | 'admin') =>
      admin.http.ask(changeColleagueRole, { params: { personId: id }, body: { role } });
    expect((await open()).status).toBe(403);
    await change('admin');
    expect((await open()).status).toBe(201);
    await change('staff');
    expect((await open()).status).toBe(403);
    expect(await admin.http.refused(reinviteColleague, { params: { personId: crypto.randomUUID() } })).toMatchObject({
      status: 404,
    });
  });
});
