import {
  addInternalNote,
  assignStaff,
  getProject,
  listMails,
  listSessions,
  listTimeline,
  publishNote,
  signOut,
  startProject,
} from '#contracts';
import { TestPortal, type TestPerson } from './test-portal.harness.js';

export const PRINCIPALS = [
  'anon',
  'A.owner',
  'A.member',
  'A.viewer',
  'B.owner',
  'staff.A',
  'staff.none',
  'admin',
  'expired',
  'revoked',
] as const;
export type PrincipalName = (typeof PRINCIPALS)[number];

/** Ids of one of each kind of thing. */
export interface Things {
  readonly accountId: string;
  readonly projectId: string;
  readonly taskId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly mailId: string;
  readonly eventId: string;
  readonly view: string;
  readonly build: string;
}

/** Two accounts with work in them, everybody who could want to look, and a canary in every text. */
export interface AuthzWorld {
  readonly portal: TestPortal;
  readonly people: ReadonlyMap<PrincipalName, TestPerson>;
  readonly a: Things;
  readonly b: Things;
}

const DAYS_31 = 31 * 86_400_000;

export async function authzWorld(): Promise<AuthzWorld> {
  const portal = await TestPortal.start();
  const first = await portal.setUp();
  const accounts = {
    a: await portal.account(first, 'CNRY-A account'),
    b: await portal.account(first, 'CNRY-B account'),
  };
  const expired = await portal.member(first, accounts.a, person('expired', 'owner'));
  portal.clock.advance(DAYS_31);
  const admin = await portal.signIn(first.email, { name: 'admin' });
  const people = new Map<PrincipalName, TestPerson>([
    ['anon', { id: '', email: '', http: portal.browser('anon') }],
    ['A.owner', await portal.member(admin, accounts.a, person('A.owner', 'owner'))],
    ['A.member', await portal.member(admin, accounts.a, person('A.member', 'member'))],
    ['A.viewer', await portal.member(admin, accounts.a, person('A.viewer', 'viewer'))],
    ['B.owner', await portal.member(admin, accounts.b, person('B.owner', 'owner'))],
    ['staff.A', await portal.colleague(admin, person('staff.A', 'staff'))],
    ['staff.none', await portal.colleague(admin, person('staff.none', 'staff'))],
    ['admin', admin],
    ['expired', expired],
    ['revoked', await revoked(portal, admin, accounts.a)],
  ]);
  await admin.http.ask(assignStaff, { params: { accountId: accounts.a }, body: { personId: idOf(people, 'staff.A') } });
  const spare = await portal.colleague(admin, person('staff.spare', 'staff'));
  const a = await things(admin, accounts.a, 'A', {
    colleague: idOf(people, 'staff.A'),
    session: await sessionOf(admin),
  });
  // The foreign person is no colleague at all; the foreign session is of somebody who asks for nothing.
  const b = await things(admin, accounts.b, 'B', {
    colleague: idOf(people, 'A.owner'),
    session: await sessionOf(spare),
  });
  const empty = [a, b].flatMap((one) => Object.entries(one)).filter(([, id]) => id === '');
  if (empty.length > 0) throw new Error(`The world lacks ${empty.map(([name]) => name).join()}.`);
  forbidForeignTexts(people);
  return { portal, people, a, b };
}

async function sessionOf({ http }: TestPerson): Promise<string> {
  const { items } = await http.ask(listSessions);
  return items.find(({ current }) => current)?.id ?? '';
}

function idOf(people: ReadonlyMap<PrincipalName, TestPerson>, name: PrincipalName): string {
  return people.get(name)?.id ?? '';
}

function person<Role extends string>(name: string, role: Role) {
  return {
    name: name.startsWith('staff') ? name : `CNRY-${name.startsWith('B') ? 'B' : 'A'} ${name}`,
    email: `${name.toLowerCase()}@people.example`,
    role,
  };
}

async function revoked(portal: TestPortal, admin: TestPerson, account: string): Promise<TestPerson> {
  const gone = await portal.member(admin, account, person('revoked', 'owner'));
  const cookies = [...gone.http.cookies];
  await gone.http.ask(signOut);
  for (const [name, value] of cookies) gone.http.cookies.set(name, value);
  return gone;
}

async function things(
  admin: TestPerson,
  accountId: string,
  letter: string,
  others: { colleague: string; session: string },
): Promise<Things> {
  const body = { name: `CNRY-${letter} project`, template: 'website-project' };
  const { id: projectId = '' } = await admin.http.ask(startProject, { params: { accountId }, body });
  await admin.http.ask(publishNote, { params: { projectId }, body: { body: `CNRY-${letter} note` } });
  await admin.http.ask(addInternalNote, { params: { projectId }, body: { body: `CNRY-${letter} CNRY-internal` } });
  const { taskList } = await admin.http.ask(getProject, { params: { projectId } });
  const mails = await admin.http.ask(listMails);
  const entries = await admin.http.ask(listTimeline, { query: { account: accountId } });
  return {
    accountId,
    projectId,
    taskId: taskList.find(({ side }) => side === 'client')?.id ?? '',
    personId: others.colleague,
    sessionId: others.session,
    mailId: mails.items[0]?.id ?? '',
    eventId: entries.items.find(({ visibility }) => visibility === 'client')?.id ?? '',
    view: 'timeline',
    build: '1-0',
  };
}

/** Nobody may ever read a text of an account that is not theirs, and no client an internal one. */
function forbidForeignTexts(people: ReadonlyMap<PrincipalName, TestPerson>): void {
  for (const [name, { http }] of people) {
    if (name === 'admin') continue;
    const ofA = name.startsWith('A.') || name === 'staff.A';
    if (!ofA) http.foreign.add('CNRY-A');
    if (name !== 'B.owner') http.foreign.add('CNRY-B');
    if (!name.startsWith('staff')) http.foreign.add('CNRY-internal');
  }
}
