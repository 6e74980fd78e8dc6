import { inWords, plural } from './en-words';
import type { Says } from './says';

const events = (count: string, one: boolean) => `${count} ${one ? 'event' : 'events'}`;

/** English on the pages that only admins have. */
export const enAdmin = {
  problems: {
    'rebuild-running': () => 'This view is being rebuilt already. Wait for it, or drop that build.',
    'no-such-version': () => 'The program does not have this version any more. Load the page again.',
    'builds-differ': () => 'The two builds differ. Look at the differences, and say that they are wanted.',
    'rebuild-unfinished': () => 'This build is not finished. Wait until it has caught up.',
    'not-compared': () => 'This build was not compared with the one that serves. Compare them first.',
    'not-in-source': () => 'The program does not have the version of this build any more. Rebuild the view.',
    'nothing-kept': () => 'No build that served before is kept. Rebuild the view instead.',
    'build-serves': () => 'This build serves readers. Choose another one.',
    'no-rebuild': () => 'This view is not being rebuilt.',
    'switched-meanwhile': () => 'Another build serves by now. Compare again.',
  } satisfies Says as Says,

  replay: {
    title: 'Replay',

    /** Titles of views; one that has none goes by its name. */
    views: {
      'account-names': 'Names of clients',
      accounts: 'Clients',
      notes: 'Notes',
      people: 'People',
      'person-rights': 'Who may see what',
      'project-activity': 'Activity of projects',
      'project-names': 'Names of projects',
      projects: 'Projects and tasks',
      replays: 'Replay history',
      reports: 'Reports',
      timeline: 'Timeline',
      'told-projects': 'Projects on the timeline',
      workspace: 'The business',
    } as Readonly<Record<string, string>>,

    allCurrent: 'Every view is current.',
    waiting: (count: number, rest: boolean) =>
      `${inWords(count)} ${count === 1 ? 'view waits' : 'views wait'} for you${rest ? '; the rest are current' : ''}.`,
    stopped: (count: number) =>
      `${inWords(count)} ${count === 1 ? 'view is' : 'views are'} kept up to date by nobody. Start the portal again.`,
    catchingUp: (count: number) => `${inWords(count)} ${count === 1 ? 'view is' : 'views are'} catching up.`,
    building: (count: number) =>
      count === 1
        ? 'One is being built anew beside the old, which goes on serving.'
        : `${inWords(count)} are being built anew beside the old, which go on serving.`,
    built: (view: string) => `${view} is built anew and waits for your word.`,
    failed: (view: string) => `The rebuild of ${view} has stopped; readers do not notice.`,

    units: {
      ms: (count: string) => `${count} ms`,
      s: (count: string) => `${count} s`,
      min: (count: string) => `${count} min`,
      h: (count: string) => `${count} h`,
      d: (count: string) => `${count} d`,
    },
    sizes: ['B', 'kB', 'MB', 'GB', 'TB'] as readonly string[],
    size: (value: string, unit: string) => `${value} ${unit}`,

    eventsInLog: (count: number) => ` ${plural(count, 'event', 'events')} in the log`,
    lastWritten: (at: string, ago: string) => `Last written ${at}, ${ago}`,
    neverWritten: 'Nothing is written yet',
    ago: (age: string) => `${age} ago`,
    justNow: 'just now',
    checkedUntil: (at: string) => `Chain checked until ${at}`,
    eventsToGo: (count: string, one: boolean) => `, ${events(count, one)} to go`,
    notChecked: 'Chain not checked yet',

    parkedOne: (view: string) => `One event is parked, for ${view}`,
    parkedMany: (count: number, view: string) => `${inWords(count)} events are parked, the first for ${view}`,
    parkedFacts: (type: string, number: string, about: string, at: string) =>
      `“${type}”, number ${number} in ${about}, recorded ${at}`,
    parkedPlace: (number: string, about: string, at: string) => `Number ${number} in ${about}, recorded ${at}`,
    causes: {
      'unknown-type': 'This portal knows no events of this type. A newer version of Portico may have written it.',
      'future-version': 'A newer version of Portico wrote it, in a form that this one cannot read.',
      'invalid-data': 'What it says does not have the form that its type demands.',
      'wrong-account': 'It belongs to one client and would change what belongs to another.',
      failed: 'The view could not be changed by it.',
    },
    holdsBack: (first: string, more: number) =>
      more === 0 ? `It holds back ${first}.` : `It holds back ${first} and ${String(more)} more.`,
    holdsBackUnnamed: (count: number) =>
      `It holds back ${count === 1 ? 'one document' : `${inWords(count).toLowerCase()} documents`}.`,
    holdsBackStream: 'Nobody can tell what it would change, so all that comes after it in the same history waits.',
    waitBehind: (count: string, one: boolean) =>
      one ? 'One later event waits behind it.' : `${count} later events wait behind it.`,
    restIsCurrent: 'Everything else in this view is current.',
    tryAgain: 'Try again',
    seeEvent: 'See the event',
    leaveOut: 'Leave it out…',
    alsoParked: 'Also parked',
    parkedFor: (view: string, type: string) => `${type}, for ${view}`,
    applied: (view: string) => `It is applied; ${view} shows it.`,
    stillParked: (count: string, one: boolean) =>
      one ? 'Tried again. One event still cannot be applied.' : `Tried again. ${count} events still cannot be applied.`,
    notParked: 'This event is not parked any more.',
    notParkedText: 'It was applied or left out meanwhile. The history on the replay page says which.',
    backToReplay: 'Go to Replay',
    leaveOutTitle: (view: string) => `Leave the event out of ${view}?`,
    leaveOutText: (view: string) =>
      `${view} then goes on as if it had never happened, also when it is rebuilt. The log and the other views keep it. What you write here is kept in the log with your name.`,
    leaveOutReason: 'Why',
    leaveOutReasonHint: 'For whoever asks later, in a year or in an audit.',
    leaveOutConfirm: 'Leave it out',
    leftOut: (view: string) => `Left out. ${view} goes on without it.`,
    cause: 'Why it is parked',
    programSays: 'The program says',
    event: 'Event',
    eventVersion: (type: string, version: number) => `${type}, v${String(version)}`,
    place: 'Place',
    placeText: (number: string, about: string) => `Number ${number} in ${about}`,
    stream: 'History',
    recorded: 'Recorded',
    heldBack: 'Holds back',
    storedData: 'As it is stored',
    storedMetadata: 'Who, for whom, and the chain',

    version: (version: number) => `version ${String(version)}`,
    versionShort: (version: number) => `v${String(version)}`,
    rebuildOf: (version: number, rebuild: number) => `version ${String(version)}, rebuild ${String(rebuild)}`,
    shortRebuildOf: (version: number, rebuild: number) =>
      rebuild === 0 ? `v${String(version)}, first` : `v${String(version)}, no. ${String(rebuild)}`,
    beingBuilt: (view: string, build: string) => `Being built: ${view}, ${build}`,
    isBuilt: (view: string, build: string) => `Built: ${view}, ${build}`,
    isStopped: (view: string, build: string) => `Stopped: ${view}, ${build}`,
    progress: (percent: string) => `Rebuild, ${percent} percent`,
    pause: 'Pause',
    resume: 'Go on',
    drop: 'Drop it…',
    ofPercent: (percent: string) => `${percent} %`,
    eventsBehind: (count: string, one: boolean) => `, ${events(count, one)} behind`,
    noneBehind: ', nothing behind',
    perSecond: (count: string) => `${count} events a second`,
    heldBackRate: (count: string) => `${count} events a second, held back while commands wait`,
    paused: 'Paused',
    secondsLeft: (seconds: number) =>
      seconds < 90
        ? `About ${String(seconds)} ${plural(seconds, 'second', 'seconds')} left`
        : `About ${String(Math.round(seconds / 60))} minutes left`,
    hasReadUntil: (at: string) => `it has read everything until ${at}`,
    hasReadNothing: 'it has read nothing yet',
    indexing: 'It has read everything and puts its documents in order.',
    pausedText: 'What is built so far stays; it goes on from there, also after a restart.',
    failedText: (reason: string) => `${reason} What is built so far stays.`,
    builtText: (documents: string, size: string, seconds: string | undefined) =>
      `${documents}, ${size}${seconds === undefined ? '' : `, built in ${seconds}`}. It is kept up to date beside the one in use.`,
    readersUse: (build: string) =>
      `Readers use ${build} until you switch. It is kept then, so switching back takes one click.`,

    compare: (build: string) => `Compare with ${build}`,
    compareAgain: 'Compare again',
    comparing: 'They are being compared, document by document.',
    comparedAsOf: (at: string) => `Old and new compared as of ${at}`,
    comparison: 'Old and new compared',
    compared: 'Compared',
    differ: 'Differ',
    documents: 'Documents',
    otherwise: 'Say something else',
    onlyInOne: 'Only in one',
    equal: 'Equal',
    equalOf: (equal: string, all: string) => `${equal} of ${all}`,
    seeDifferences: (count: string, one: boolean) =>
      one ? 'See the one that differs' : `See the ${count} that differ`,

    switchTo: (build: string) => `Switch to ${build}`,
    switchAnyway: (build: string) => `Switch to ${build}…`,
    mayServe: {
      yes: 'Every document is the same. Open pages read again by themselves.',
      differs: 'Look at the differences before you switch',
      unfinished: 'Possible when it has caught up and the differences are looked at',
      'not-compared': 'Possible when it was compared with the one in use',
      'not-in-source': 'Not possible: this program does not have its version any more',
    },
    switchTitle: (view: string, build: string) => `Let readers of ${view} use ${build}?`,
    switchText: (differ: string, one: boolean, all: string) =>
      `${differ} of ${all} documents ${one ? 'is' : 'are'} not the same. Readers see the new ones from that moment on, without doing anything.`,
    switchBackText: (build: string) => `The one in use, ${build}, is kept: one click goes back to it.`,
    switchConfirm: 'Switch, the differences are wanted',
    switched: (view: string, build: string) => `Readers of ${view} use ${build} now.`,
    dropTitle: (view: string, build: string) => `Drop ${view}, ${build}?`,
    dropText: 'Its file is deleted. Readers do not notice, and the log is not touched; it can be built again.',
    dropKeptText:
      'Its file is deleted, and there is no going back to it. Readers do not notice, and the log is not touched.',
    dropConfirm: 'Drop it',
    dropped: (view: string, build: string) => `${view}, ${build}, is dropped.`,

    kept: 'Kept, to go back to',
    keptItem: (view: string, build: string) => `${view}, ${build}`,
    keptUntil: (at: string) => `until ${at}`,
    keptOpen: 'until you drop it',
    switchBack: 'Switch back',
    dropShort: 'Drop…',

    viewsTitle: 'Views',
    viewsLead: (count: string) => `${count}, current means less than a second behind`,
    view: 'View',
    versionHead: 'Version',
    read: 'Read',
    behind: 'Behind',
    disk: 'Disk',
    lastRebuilt: 'Last rebuilt',
    state: 'State',
    action: 'Action',
    nothing: 'nothing',
    never: 'never',
    behindBy: (count: string, one: boolean, time: string) => `${events(count, one)}, ${time}`,
    rebuiltAt: (day: string, seconds: string) => `${day}, ${seconds}`,
    folded: (version: string, read: string, behind: string, documents: string) =>
      `${version}, ${documents}, ${read} read, behind: ${behind}`,
    documentCount: (count: string, one: boolean) => `${count} ${one ? 'document' : 'documents'}`,
    foldedDisk: (size: string, rebuilt: string) => `${size}, last rebuilt ${rebuilt}`,
    states: { current: 'Current', 'catching-up': 'Catching up', stopped: 'Kept up to date by nobody' },
    waitsForYou: (count: number) => `Waits for you, ${String(count)} ${plural(count, 'event', 'events')} parked`,
    withBuilding: (state: string, build: string) => `${state}, ${build} building`,
    withBuilt: (state: string, build: string) => `${state}, ${build} built`,
    rebuild: 'Rebuild',
    rebuildAView: 'Rebuild a view…',
    rebuildTitle: 'Rebuild a view from all of history',
    rebuildText:
      'A new build is made beside the one in use. It only reads the log and writes a file of its own: nothing is sent, and readers notice nothing until you switch.',
    rebuildWhich: 'View',
    rebuildVersion: 'Version',
    rebuildVersionInUse: (version: number) => `${String(version)}, in use`,
    rebuildNone: 'Every view has a build of its own that waits already. Switch to one, or drop it, first.',
    rebuildConfirm: 'Rebuild it',
    started: (view: string) => `${view} is being built beside the one in use.`,

    history: 'Rebuilds and switches',
    historyNone: 'None yet.',
    historyNoneText: 'Who rebuilds a view, switches it or leaves an event out is written down here.',
    portico: 'Portico itself',
    kinds: {
      started: (view: string, build: string) => `Began to build ${view}, ${build}`,
      paused: (view: string, build: string) => `Paused ${view}, ${build}`,
      resumed: (view: string, build: string) => `Went on with ${view}, ${build}`,
      finished: (view: string, build: string) => `Built ${view}, ${build}`,
      compared: (view: string, build: string) => `Compared ${view}, ${build}`,
      switched: (view: string, build: string) => `Switched ${view} to ${build}`,
      dropped: (view: string, build: string) => `Dropped ${view}, ${build}`,
      'left-out': (view: string) => `Left an event out of ${view}`,
    },
    made: (documents: string, events: string, seconds: string) =>
      `${documents} documents from ${events} events in ${seconds}`,
    comparedWith: (build: string, equal: string, differing: string) =>
      `with ${build}: ${equal} equal, ${differing} not`,
    switchedFrom: (build: string) => `from ${build}`,
    leftOutWhat: (type: string, number: string) => `“${type}”, number ${number}`,

    differences: (view: string) => `What differs in ${view}`,
    differencesLead: (before: string, after: string, at: string) =>
      `The old is ${before}, the new ${after}, as of ${at}.`,
    differencesCounts: (differing: string, onlyBefore: string, onlyAfter: string, equal: string) =>
      `${differing} say something else, ${onlyBefore} are only in the old, ${onlyAfter} only in the new, ${equal} are equal.`,
    notCompared: 'There is no list of what differs.',
    notComparedText:
      'It is kept until one of the two is dropped or switched to. Compare them again on the replay page.',
    noDifferences: 'Nothing differs.',
    noDifferencesText: 'Every document of the old is the same in the new, and there are no others.',
    firstOf: (shown: string, all: string) => `The first ${shown} of ${all} are shown.`,
    inBoth: 'differs',
    inBefore: 'only in the old',
    inAfter: 'only in the new',
    field: 'Field',
    noField: 'not there',
    madeBy: 'Made by',
    eventNumber: (type: string, number: string) => `${type}, number ${number}`,
    noEvents: 'No event names it any more.',
  },
};
