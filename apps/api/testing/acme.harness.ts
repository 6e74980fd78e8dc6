import { assignStaff, getProject, startProject, type ProjectView, type TaskView } from '#contracts';
import { TestPortal, type TestPerson, type TestPortalOptions } from './test-portal.harness.js';

/** Stands in everything that is internal; no client may ever receive it. */
export const CANARY = 'canary-4711-internal';

/** Titles of the template's internal steps, which no client may receive either. */
const INTERNAL_TITLES = ['Set up budget and team', 'Estimate the build', 'Check speed, accessibility'];

/** A business with two clients, and somebody in every role. */
export interface Acme {
  readonly portal: TestPortal;
  readonly accountId: string;
  readonly admin: TestPerson;
  /** Staff, assigned to Acme. */
  readonly maya: TestPerson;
  /** Owner at Acme. */
  readonly dana: TestPerson;
  /** Viewer at Acme. */
  readonly vera: TestPerson;
  /** Owner of another account. */
  readonly otto: TestPerson;
}

export async function startAcme(options?: TestPortalOptions): Promise<Acme> {
  const portal = await TestPortal.start(options);
  const admin = await portal.setUp();
  const accountId = await portal.account(admin, 'Acme');
  const brightwater = await portal.account(admin, 'Brightwater');
  const maya = await portal.colleague(admin, { name: 'Maya Ellis', email: 'maya@ashdownpell.example', role: 'staff' });
  const dana = await portal.member(admin, accountId, {
    name: 'Dana Okafor',
    email: 'dana@acme.example',
    role: 'owner',
  });
  const vera = await portal.member(admin, accountId, { name: 'Vera Lind', email: 'vera@acme.example', role: 'viewer' });
  const otto = await portal.member(admin, brightwater, {
    name: 'Otto Berg',
    email: 'otto@brightwater.example',
    role: 'owner',
  });
  await admin.http.ask(assignStaff, { params: { accountId }, body: { personId: maya.id } });
  for (const { http } of [dana, vera, otto]) for (const text of [CANARY, ...INTERNAL_TITLES]) http.foreign.add(text);
  return { portal, accountId, admin, maya, dana, vera, otto };
}

/** A project of Acme that starts today. */
export async function startedProject({ maya, accountId }: Acme, name: string): Promise<string> {
  const { id = '' } = await maya.http.ask(startProject, {
    params: { accountId },
    body: { name, template: 'website-project' },
  });
  return id;
}

export async function readProject({ http }: TestPerson, projectId: string): Promise<ProjectView> {
  return http.ask(getProject, { params: { projectId } });
}

/** The task whose title starts so, as the person sees it. */
export async function readTask(person: TestPerson, projectId: string, title: string): Promise<TaskView> {
  const found = (await readProject(person, projectId)).taskList.find((task) => task.title.startsWith(title));
  if (!found) throw new Error(`${person.email} sees no task ${title}.`);
  return found;
}
