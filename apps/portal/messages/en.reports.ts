import { inWords, plural } from './en-words';

const AGES = {
  week: 'Up to a week',
  month: 'Up to a month',
  quarter: 'Up to 90 days',
  'half-year': 'Up to half a year',
  year: 'Up to a year',
  older: 'Over a year',
} as const;

/** The same under a bar. */
const SHORT_AGES = {
  week: '7 d',
  month: '30 d',
  quarter: '90 d',
  'half-year': '180 d',
  year: '365 d',
  older: 'older',
} as const;

const STATUSES: Readonly<Record<string, string>> = {
  none: 'No status yet',
  'on-track': 'On track',
  'at-risk': 'At risk',
  late: 'Late',
  paused: 'Paused',
  finished: 'Finished',
};

const SIDES = { business: 'us', client: 'the client' } as const;

/** English on the pages of reports. */
export const enReports = {
  reports: {
    title: 'Reports',
    what: 'What to count',
    asOf: 'As of',
    lookingBack: 'Looking back',
    months: (count: number) => `${count} ${plural(count, 'month', 'months')}`,
    everything: 'All of the past',
    client: 'Client',
    allClients: 'All clients',
    projects: 'Projects',
    kinds: { all: 'All', run: 'Done here', recorded: 'Recorded elsewhere' },
    lateFacts: 'Late facts',
    facts: { 'recorded-then': 'as recorded then', 'known-now': 'as known now' },
    from: (events: string, one: boolean) => `From ${events} ${one ? 'event' : 'events'}.`,
    csv: 'CSV',
    clock: 'Everything counts when it happened, in UTC; what was recorded elsewhere by the time that its log gives.',
    undated: (count: string, one: boolean) =>
      `${count} recorded ${one ? 'activity has' : 'activities have'} no time and ${one ? 'is' : 'are'} in no figure.`,

    nothingYet: 'Nothing has happened yet.',
    nothingYetText:
      'The first figures come with the first project that you start, or with a log that portico import brings in. They cover all of its past.',
    nothingHere: 'Nothing happened here.',
    nothingHereText: 'Choose another client, another kind of project or a later day.',
    nothingThen: (last: string) => `Nothing happened in these months. The last that did was in ${last}.`,
    lookThere: (last: string) => `Look at the months up to ${last}`,
    sentence: {
      steps: (steps: string, one: boolean, month: string) => `${steps} ${one ? 'step' : 'steps'} in ${month}`,
      soFar: (steps: string, one: boolean, month: string) => `${steps} ${one ? 'step' : 'steps'} so far in ${month}`,
      last: (steps: string, one: boolean, month: string) =>
        `The last ${one ? 'step was' : `${steps} steps were`} in ${month}.`,
      up: (usual: string) => `, up from ${usual} in a usual month.`,
      down: (usual: string) => `, down from ${usual} in a usual month.`,
      same: ', as in a usual month.',
      end: '.',
      waiting: (business: number, client: number) =>
        ` ${inWords(business)} ${plural(business, 'project waits', 'projects wait')} on us, ${client === 0 ? 'none' : inWords(client).toLowerCase()} on the client.`,
      open: (count: number) => ` ${inWords(count)} ${plural(count, 'project is', 'projects are')} open.`,
    },

    stepsTitle: 'Steps done each month',
    stepsText: 'Tasks completed here and activities recorded elsewhere.',
    finishedTitle: 'Projects finished each month',
    finishedText:
      'Here, when all tasks were done or the status said so; elsewhere, with a last activity that is 30 days old.',
    unfinished: (month: string) => `The grey bar is ${month}, which is not over.`,
    month: 'Month',
    tasks: 'Tasks',
    activities: 'Activities',
    finishedHere: 'Done here',
    endedElsewhere: 'Recorded elsewhere',
    asTable: 'The same as a table',

    statusTitle: 'Time in each status',
    statusText: 'Half of the stays were over within the dark part, nine of ten within the whole bar.',
    statusElsewhere: 'A recorded project is in the status that its last activity names.',
    noStays: 'No project left a status in these months.',
    statusesLeftOut: (count: string) => `${count} more statuses, each of them shorter, are left out.`,
    shownOf: (shown: number, all: number) => `The chart shows the ${shown} longest of ${all}; the table has all.`,
    status: 'Status',
    statuses: STATUSES,
    unnamed: 'No name',
    stays: 'Stays',
    half: 'Half within',
    most: 'Nine of ten within',
    total: 'Together',
    now: 'In it now',
    recordedMark: 'recorded elsewhere',

    waitingTitle: 'Waiting on us, waiting on the client',
    waitingText:
      'Days in which a side had a task that nothing held up, in the projects that waited longest. Both can wait at once.',
    noWaits: 'Nobody waited on anybody in these months.',
    notKnown: (count: string, one: boolean) =>
      `Not known for ${count} recorded ${one ? 'project' : 'projects'}: logs do not say who was waited on.`,
    withUs: 'on us',
    withClient: 'on the client',
    project: 'Project',
    allProjects: 'All projects',
    waitsNow: (count: string) => `${count} now`,
    waitingNow: 'Waiting now',
    notKnownShort: 'not known',
    recordedProjects: 'Recorded projects',

    openTitle: 'Open projects by age',
    openText: 'Days since they began. A recorded project counts as open for 30 days after its last activity.',
    noneOpen: 'No project is open.',
    age: 'Age',
    ages: AGES,
    shortAges: SHORT_AGES,

    values: (title: string, values: string) => `${title}: ${values}`,
    value: (name: string, value: string) => `${name} ${value}`,
    halfAndMost: (half: string, most: string) => `${half} and ${most}`,
    bothSides: (business: string, client: string) => `${business} and ${client}`,
    units: {
      min: (count: string) => `${count} min`,
      h: (count: string) => `${count} h`,
      d: (count: string) => `${count} d`,
    },

    behind: {
      steps: 'Steps',
      finished: 'Projects finished',
      stays: 'Stays that ended',
      staying: 'Projects in this status',
      waits: 'Waits',
      waiting: 'Projects that wait',
      open: 'Open projects',
    },
    behindIn: (what: string, month: string) => `${what} in ${month}`,
    behindStatus: (what: string, status: string) => `${what}: ${status}`,
    behindSide: (what: string, side: keyof typeof SIDES) => `${what} on ${SIDES[side]}`,
    behindAge: (what: string, age: keyof typeof AGES) => `${what}: ${AGES[age].toLowerCase()}`,
    behindText:
      'Each line is the event that the figure counts, or that what it measures began with. It opens on the timeline.',
    behindAsOf: (day: string) => `As of ${day}.`,
    back: 'Back to the report',
    nothingBehind: 'Nothing is behind this figure any more.',
    nothingBehindText: 'It may have changed since. The report has it as it is now.',
    lasted: (length: string) => `lasted ${length}`,
    lasting: (length: string) => `${length} so far`,
    event: 'Event',
    when: 'When',
    length: 'Length',
    events: {
      ProjectStarted: 'Project started',
      TaskCompleted: 'Completed',
      TaskReopened: 'Opened again',
      StatusUpdated: 'Status',
      ActivityRecorded: 'Activity',
    } as Readonly<Record<string, string>>,
    told: (event: string, what: string) => `${event}: ${what}`,
  },
};
