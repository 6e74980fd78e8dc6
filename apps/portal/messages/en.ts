import { inWords, listed, plural } from './en-words';
import { enDoors } from './en.doors';
import type { Says } from './says';

const PASSES = 'The portal is busy for a moment. Nothing was done; try again.';

/** English. Functions take what changes, so that other languages can order and inflect it as they must. */
export const en = {
  language: 'en-GB',
  direction: 'ltr' as 'ltr' | 'rtl',
  list: (things: readonly string[]) => things.join(', '),

  titles: {
    setup: 'Set up Portico',
    signIn: 'Sign in',
    join: 'Your invitation',
    home: 'Home',
    projects: 'Projects',
    project: 'Project',
    timeline: 'Timeline',
    settings: 'Settings',
    nowhere: 'No access yet',
    notFound: 'Nothing here',
    clients: 'Clients',
    client: 'Client',
    people: 'People',
    mail: 'Mail',
    replay: 'Replay',
    reports: 'Reports',
  },

  shell: {
    skip: 'Skip to the content',
    main: 'Main',
    mainPhone: 'Main, phone',
    home: 'Home',
    projects: 'Projects',
    timeline: 'Timeline',
    settings: 'Settings',
    yourSettings: (name: string) => `${name}, your settings`,
    company: 'Company',
    belonging: (count: number) => `You belong to ${inWords(count).toLowerCase()} companies`,
    separate: 'What you see and do in one company stays there. Links in mails open the right one.',
    theme: 'Light or dark',
    settingsAndPrivacy: 'Your settings',
    everything: 'Everything that happened',
    signOut: 'Sign out',
    close: 'Close',
    loading: 'Loading',
  },

  states: {
    offline: 'The portal cannot be reached. You see what was last loaded; we try again by ourselves.',
    broken: 'Something broke on our side.',
    brokenText: 'Nothing you sent is lost. Try again; if it stays, tell whoever runs this portal.',
    unreachable: 'The portal cannot be reached.',
    unreachableText: 'Check your connection. Nothing you sent is lost.',
    pageUnreachable: 'That page cannot be loaded now. Open it again as soon as the portal can be reached.',
    tryAgain: 'Try again',
    notFound: 'There is nothing here, or it is not yours to see.',
    notFoundText: 'The address may be old, or meant for somebody else. If somebody sent it to you, ask them.',
    goHome: 'Go to your home page',
    showMore: 'Show more',
  },

  /** What is wrong with a field. */
  wrong: {
    invalid: () => 'This cannot be used here.',
    required: () => 'Write something here.',
    'too-long': ({ most }) => `At most ${String(most)} characters.`,
    'not-plain-text': () => 'Use plain text, without control characters.',
    'not-one-line': () => 'Use one line.',
    'not-an-email': () => 'Write an address such as name@company.example',
    'email-without-ending': () => 'The part after the @ has no ending, such as .co.uk',
    'not-a-day': () => 'Choose a day.',
    'no-such-day': () => 'There is no such day.',
    'not-six-digits': () => 'The code has six digits.',
  } satisfies Says as Says,

  /** Why something was not done, and what to do. */
  problems: {
    'not-found': () => 'There is nothing here, or it is not yours to see.',
    forbidden: () => 'You may not do this here. Ask the business if you should.',
    'signed-out': () => 'Your session has ended. Sign in to go on.',
    'too-many-requests': ({ minutes }) =>
      `Too many tries from here. Try again in ${String(minutes)} ${plural(Number(minutes), 'minute', 'minutes')}.`,
    'wrong-code': () => 'This code is not right, or its time is over. Look at the newest mail, or ask for a new one.',
    'link-expired': () => 'This link was used, or its time is over. Ask for a new one on the sign-in page.',
    'set-up-link-used': () => 'This set-up link does not work here. Start Portico again: it prints a new one.',
    'already-set-up': () => 'This portal is set up already. Sign in instead.',
    'too-busy': () => PASSES,
    unavailable: () => PASSES,
    'log-unavailable': () => PASSES,
    'outcome-unknown': () => 'It is not certain whether this was done. Press the button again: it is never done twice.',
    'request-timeout': () => 'It took too long to arrive. Try again.',
    'too-large': () => 'This is too long. Shorten it.',
    'idempotency-key-reused': () => 'Something else was sent before. Load the page again.',
    'not-yours': ({ task }) => `“${String(task)}” is not yours to change.`,
    'task-waits': ({ task, tasks }) => `“${String(task)}” waits for ${listed(tasks, 'work that is done elsewhere')}.`,
    'task-needed': ({ task, tasks }) =>
      `“${String(task)}” stays done, because what needs it is done as well: ${listed(tasks, 'work that is done elsewhere')}.`,
    'recorded-project': () => 'This project was recorded elsewhere; nothing can be done in it.',
  } satisfies Says as Says,

  dates: {
    today: (date: string) => `Today, ${date}`,
    yesterday: (date: string) => `Yesterday, ${date}`,
    onToday: 'today',
    on: (date: string) => `on ${date}`,
    due: (date: string) => `Due ${date}`,
    overdue: (date: string) => `Overdue since ${date}`,
    until: (date: string) => `Until ${date}`,
    from: (date: string) => `From ${date}`,
    done: (date: string) => `Done ${date}`,
    minutes: (count: number) =>
      count < 60
        ? `about ${String(count)} minutes`
        : `about ${String(Math.round(count / 60))} ${plural(Math.round(count / 60), 'hour', 'hours')}`,
  },

  status: {
    'on-track': 'On track',
    'at-risk': 'At risk',
    late: 'Late',
    paused: 'Paused',
    finished: 'Finished',
  },

  roles: {
    owner: 'Owner',
    member: 'Member',
    finance: 'Finance',
    viewer: 'Viewer',
    staff: 'Staff',
    admin: 'Admin',
  },
  roleTexts: {
    owner: 'Sees everything of the account, completes tasks, sees who belongs to it',
    member: 'Sees everything of the account and completes tasks',
    finance: 'Sees everything of the account, completes nothing',
    viewer: 'Sees everything of the account, completes nothing',
    staff: 'Moves the work of the clients they are assigned to',
    admin: 'Everything, for every client',
  },

  ...enDoors,
};
