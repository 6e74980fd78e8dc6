import type { StatusState } from '#contracts';
import { ACME, DANA, HELEN, JON, MARCUS, MAYA, RUTH, TOM } from './demo-people.js';

/** One thing that somebody did in a project; `complete` and `reopen` name a step of the template. */
export type Deed = { readonly on: readonly [workdaysAgo: number, time: string]; readonly by: string } & (
  | { readonly complete: string }
  | { readonly reopen: string; readonly reason: string }
  | { readonly status: StatusState; readonly sentence: string }
  | { readonly note: string }
  | { readonly internal: string }
);

export interface DemoProject {
  readonly account: string;
  readonly name: string;
  readonly by: string;
  readonly startedWorkdaysAgo: number;
  /** In the order in which they were done. */
  readonly deeds: readonly Deed[];
}

/** Steps that were done one after the other, each with its day, time and person. */
function done(...steps: readonly (readonly [step: string, workdaysAgo: number, time: string, by: string])[]): Deed[] {
  return steps.map(([complete, workdaysAgo, time, by]) => ({ complete, on: [workdaysAgo, time], by }));
}

const wappingWharf: DemoProject = {
  account: ACME,
  name: 'Wapping Wharf café website',
  by: MAYA,
  startedWorkdaysAgo: 31,
  deeds: [
    ...done(
      ['set-up-project', 31, '11:20', RUTH],
      ['kick-off', 29, '10:45', MAYA],
      ['share-material', 26, '16:20', TOM],
    ),
    {
      note: 'Thank you for the photos, Tom. The ones with the roaster in the window are the best; we build the home page around them.',
      on: [25, '09:40'],
      by: MAYA,
    },
    ...done(['write-brief', 23, '17:10', MAYA], ['agree-brief', 21, '08:55', DANA]),
    {
      status: 'on-track',
      sentence: 'The brief is agreed. You see the site map next, before the month is over.',
      on: [21, '11:30'],
      by: MAYA,
    },
    ...done(['draw-site-map', 17, '15:25', MAYA], ['agree-site-map', 15, '12:05', DANA]),
    {
      internal: 'Dana decides fast but never on Wednesdays, that is roast day. Call before ten.',
      on: [15, '12:30'],
      by: MAYA,
    },
    {
      reopen: 'agree-site-map',
      reason: 'The wholesale pages belong under Shop, as Tom said on the phone.',
      on: [14, '09:15'],
      by: DANA,
    },
    ...done(['agree-site-map', 13, '09:50', DANA], ['estimate-build', 12, '14:00', RUTH]),
    {
      internal:
        'Build comes to nine days, two more than sold. The booking form is the reason; leave it for the second round.',
      on: [12, '14:20'],
      by: RUTH,
    },
    ...done(['design-pages', 4, '16:40', MAYA]),
    {
      note: 'The designs of the home page, the menu and the visit page are ready. Open them on your phone first, that is how most of your guests will see them.',
      on: [4, '16:50'],
      by: MAYA,
    },
    {
      status: 'on-track',
      sentence: 'The design waits for your yes; the build starts on the day you give it. The opening still holds.',
      on: [2, '09:12'],
      by: MAYA,
    },
  ],
};

const onlineShop: DemoProject = {
  account: ACME,
  name: 'Online shop for beans',
  by: MAYA,
  startedWorkdaysAgo: 8,
  deeds: [
    ...done(['kick-off', 6, '10:30', MAYA], ['set-up-project', 6, '13:45', RUTH]),
    {
      note: 'From the kick-off: twelve kinds of beans, two sizes each, delivery in the United Kingdom only for the first half year.',
      on: [6, '15:05'],
      by: MAYA,
    },
    ...done(['share-material', 3, '17:35', DANA]),
    {
      status: 'on-track',
      sentence: 'We have all we need from you and write the brief now. Nothing waits for you here.',
      on: [2, '10:20'],
      by: MAYA,
    },
  ],
};

const wholesale: DemoProject = {
  account: ACME,
  name: 'Wholesale price list',
  by: MAYA,
  startedWorkdaysAgo: 110,
  deeds: [
    ...done(
      ['kick-off', 108, '10:05', MAYA],
      ['set-up-project', 107, '09:30', RUTH],
      ['share-material', 104, '11:25', DANA],
    ),
    ...done(
      ['write-brief', 101, '16:00', MAYA],
      ['agree-brief', 99, '09:20', DANA],
      ['draw-site-map', 95, '14:15', MAYA],
    ),
    ...done(
      ['agree-site-map', 92, '10:40', TOM],
      ['estimate-build', 91, '15:30', RUTH],
      ['design-pages', 83, '17:00', MAYA],
    ),
    ...done(
      ['send-final-texts', 80, '12:10', TOM],
      ['approve-design', 79, '18:05', DANA],
      ['build-pages', 66, '16:30', MAYA],
    ),
    ...done(
      ['check-quality', 64, '11:00', MAYA],
      ['review-website', 61, '13:20', DANA],
      ['give-domain-access', 60, '09:05', DANA],
    ),
    {
      status: 'on-track',
      sentence: 'Everything is ready. We switch over on a quiet morning this week.',
      on: [59, '10:00'],
      by: MAYA,
    },
    ...done(['go-live', 57, '07:30', MAYA], ['hand-over', 55, '15:00', MAYA]),
    {
      status: 'finished',
      sentence: 'The price list is live and yours. Maya answers questions about it until the end of next month.',
      on: [55, '15:20'],
      by: MAYA,
    },
  ],
};

const gardenRooms: DemoProject = {
  account: 'Larkfield Hotels',
  name: 'Garden Rooms website',
  by: MAYA,
  startedWorkdaysAgo: 58,
  deeds: [
    ...done(
      ['set-up-project', 58, '10:10', RUTH],
      ['kick-off', 56, '14:00', MAYA],
      ['share-material', 52, '09:45', MARCUS],
    ),
    ...done(
      ['write-brief', 50, '16:25', JON],
      ['agree-brief', 47, '10:15', MARCUS],
      ['draw-site-map', 43, '15:50', JON],
    ),
    ...done(
      ['agree-site-map', 41, '11:30', MARCUS],
      ['estimate-build', 40, '10:00', RUTH],
      ['design-pages', 30, '17:20', JON],
    ),
    {
      note: 'The first designs are here. The booking button follows you down the page now, as you asked.',
      on: [30, '17:30'],
      by: JON,
    },
    ...done(['approve-design', 26, '08:40', MARCUS], ['send-final-texts', 25, '19:05', MARCUS]),
    {
      internal: 'The booking system has no test account. Asked their support twice, no answer. Two days lost so far.',
      on: [6, '11:45'],
      by: JON,
    },
    {
      status: 'at-risk',
      sentence:
        'The booking system answers slower than promised, so the build may end a week later. We have the date by Friday.',
      on: [5, '09:30'],
      by: MAYA,
    },
  ],
};

const spa: DemoProject = {
  account: 'Larkfield Hotels',
  name: 'Spa booking page',
  by: JON,
  startedWorkdaysAgo: 35,
  deeds: [
    ...done(['kick-off', 33, '11:00', JON]),
    {
      status: 'paused',
      sentence: 'We pause until the spa has its opening date. Nothing is lost; we go on within a week of your call.',
      on: [24, '16:10'],
      by: JON,
    },
  ],
};

const dental: DemoProject = {
  account: 'Northgate Dental',
  name: 'Practice website',
  by: JON,
  startedWorkdaysAgo: 63,
  deeds: [
    ...done(
      ['kick-off', 61, '09:30', JON],
      ['set-up-project', 60, '14:30', RUTH],
      ['share-material', 57, '20:15', HELEN],
    ),
    ...done(
      ['write-brief', 54, '16:45', JON],
      ['agree-brief', 52, '07:50', HELEN],
      ['draw-site-map', 47, '13:10', JON],
    ),
    ...done(
      ['agree-site-map', 44, '20:40', HELEN],
      ['estimate-build', 43, '11:15', RUTH],
      ['design-pages', 34, '16:00', JON],
    ),
    ...done(
      ['approve-design', 31, '21:05', HELEN],
      ['send-final-texts', 29, '20:20', HELEN],
      ['build-pages', 15, '15:45', JON],
    ),
    ...done(['check-quality', 13, '12:00', JON]),
    {
      note: 'The whole website works at its private address now. Try to book a check-up on your phone; the confirmation goes to the practice.',
      on: [13, '12:15'],
      by: JON,
    },
    ...done(['review-website', 9, '20:50', HELEN]),
    {
      status: 'late',
      sentence:
        'We could go live today. What is missing is access to your domain; Helen, it takes ten minutes, and Jon helps on the phone.',
      on: [3, '09:00'],
      by: JON,
    },
    {
      internal: 'Their old agency holds the domain and does not answer Helen. Ruth knows somebody there.',
      on: [3, '09:10'],
      by: JON,
    },
  ],
};

export const PROJECTS: readonly DemoProject[] = [wappingWharf, onlineShop, wholesale, gardenRooms, spa, dental];
