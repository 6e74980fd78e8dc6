import { account, accountDecisions } from '#accounts';
import type { EventMetadata, Transactions } from '#event-sourcing';
import { DataFolderError, type People, type Vault } from '#platform';
import { Visits } from '#workflow';
import { WORKSPACE, workspace, workspaceDecisions } from '#workspace';
import { DemoClock } from './demo-clock.js';
import { ACCOUNTS, ACME, BUSINESS, COLLEAGUES, DANA, RUTH, type DemoAccount } from './demo-people.js';
import { PROJECTS } from './demo-projects.js';
import { StoryTeller, demoId } from './story-teller.js';
import { tellProject } from './tell-project.js';
import { tellRecorded } from './tell-recorded.js';

export interface SeedDemo {
  readonly transactions: Transactions;
  readonly vault: Vault;
  readonly people: People;
  readonly now: Date;
}

const SET_UP = 'set up';

/**
 * Tells the story of a business and its clients up to now, by the very decisions that people's own commands go
 * through. What was told at an earlier start stays as it is.
 *
 * @throws DataFolderError when the folder holds somebody's real business
 */
export async function seedDemo({ transactions, vault, people, now }: SeedDemo): Promise<void> {
  await refuseOthers(transactions);
  const teller = new StoryTeller(transactions, people);
  const clock = new DemoClock(now);
  tellOfColleagues(teller, clock);
  for (const one of ACCOUNTS) tellOfAccount(teller, clock, one);
  for (const one of PROJECTS) tellProject(teller, clock, one, accountId(one.account));
  tellRecorded(teller, clock, accountId(ACME));
  await teller.tell();
  await visitedBefore(vault, teller.personId(DANA), clock);
}

/** So that Dana's first look already shows what changed since. */
async function visitedBefore(vault: Vault, personId: string, clock: DemoClock): Promise<void> {
  const visits = new Visits(vault, { now: () => new Date(clock.at(3, '17:40')) });
  if ((await visits.last(personId, accountId(ACME))) === null) await visits.record(personId, accountId(ACME));
}

async function refuseOthers({ store }: Transactions): Promise<void> {
  const [first] = await store.readStream(WORKSPACE, { limit: 1 });
  if (!first || (JSON.parse(first.metadata) as EventMetadata).commandId === demoId(SET_UP)) return;
  throw new DataFolderError('PORTICO_DATA holds a business already; the demo needs a folder of its own.');
}

export function accountId(name: string): string {
  return demoId(`account ${name}`);
}

function tellOfColleagues(teller: StoryTeller, clock: DemoClock): void {
  const work = { stream: WORKSPACE, decider: workspace };
  const begun = clock.at(120, '09:00');
  for (const { role, ...person } of COLLEAGUES) {
    const { email } = person;
    const personId = () => teller.personId(email);
    if (email === RUTH) {
      teller.introduce(person, begun);
      teller.happens({
        name: SET_UP,
        at: begun,
        by: RUTH,
        ...work,
        decide: () => workspaceDecisions.setUp(BUSINESS, personId()),
      });
      continue;
    }
    const [invited, joined] = [clock.at(119, '10:00'), clock.at(119, '11:30')];
    teller.introduce(person, invited);
    const invite = () => workspaceDecisions.inviteColleague({ personId: personId(), role });
    teller.happens({ name: `invite ${email}`, at: invited, by: RUTH, ...work, decide: invite });
    teller.happens({
      name: `join ${email}`,
      at: joined,
      by: email,
      ...work,
      decide: () => workspaceDecisions.joinAsColleague(personId()),
    });
  }
}

function tellOfAccount(
  teller: StoryTeller,
  clock: DemoClock,
  { name, openedWorkdaysAgo, members, staff }: DemoAccount,
): void {
  const id = accountId(name);
  const work = { account: id, stream: `account-${id}` as const, decider: account };
  const at = (time: string) => clock.at(openedWorkdaysAgo, time);
  teller.happens({
    name: `open ${name}`,
    at: at('09:30'),
    by: RUTH,
    ...work,
    decide: () => accountDecisions.open({ name }),
  });
  for (const email of staff) {
    const assign = () => accountDecisions.assignStaff(teller.personId(email));
    teller.happens({ name: `assign ${email} to ${name}`, at: at('09:35'), by: RUTH, ...work, decide: assign });
  }
  for (const { role, ...person } of members) {
    const { email } = person;
    teller.introduce(person, at('09:40'));
    const invite = () => accountDecisions.inviteMember({ personId: teller.personId(email), role });
    const join = () => accountDecisions.joinAsMember(teller.personId(email));
    teller.happens({ name: `invite ${email}`, at: at('09:40'), by: RUTH, ...work, decide: invite });
    teller.happens({ name: `join ${email}`, at: at('14:10'), by: email, ...work, decide: join });
  }
}
