import { uuidv5, type Decide, type NewEvent } from '#event-sourcing';
import { project, type Project } from '#workflow';
import type { DemoClock } from './demo-clock.js';
import { demoId, type StoryTeller } from './story-teller.js';

const SOURCE = 'acme-2022-2023';
const CASE = 'Tasting room, Gas Ferry Road';

/** What a spreadsheet of those years says: activity, when, who. */
const ACTIVITIES: readonly (readonly [activity: string, occurredAt: string, resource?: string])[] = [
  ['First visit on site', '2022-03-08T10:00:00.000+00:00', 'M. Ellis'],
  ['Measured the building', '2022-03-22T08:30:00.000+00:00', 'J. Reyes'],
  ['Brief signed', '2022-04-14T15:20:00.000+01:00', 'D. Okafor'],
  ['Two layouts sent', '2022-09-02T17:45:00.000+01:00', 'M. Ellis'],
  ['Layout B approved, “the long window bar”', '2022-09-06T12:20:00.000+01:00', 'D. Okafor'],
  ['Joinery drawings sent', '2022-09-22T16:10:00.000+01:00', 'M. Ellis'],
  ['Builders on site', '2022-10-10T07:30:00.000+01:00', 'Bright Electrical'],
  ['Stopped for two weeks, water in the basement', '2022-11-21T09:00:00.000+00:00'],
  ['Second fix electrics complete', '2023-02-09T16:00:00.000+00:00', 'Bright Electrical'],
  ['Final invoice sent', '2023-02-17T11:00:00.000+00:00', 'R. Ashdown'],
  ['Snag walk, four points', '2023-03-01T10:30:00.000+00:00', 'M. Ellis'],
  ['Keys and manuals handed over', '2023-03-03T14:00:00.000+00:00', 'J. Reyes'],
];

/** A project from before the portal, as an import brings it. */
export function tellRecorded(teller: StoryTeller, clock: DemoClock, account: string): void {
  const stream = `project-${demoId(`project ${CASE}`)}` as const;
  const at = clock.at(18, '08:52');
  teller.happens({ name: `import ${CASE}`, at, by: 'import', account, stream, decider: project, decide: () => record });
}

const record: Decide<Project> = ({ kind }) => {
  if (kind !== 'none') return [];
  const recorded = { source: SOURCE, caseName: CASE, attributes: [], events: ACTIVITIES.length };
  return [{ type: 'ProjectRecorded', visibility: 'client', data: recorded }, ...ACTIVITIES.map(activityRecorded)];
};

function activityRecorded([activity, occurredAt, resource]: (typeof ACTIVITIES)[number]): NewEvent {
  const who = resource === undefined ? {} : { resource, resourceId: uuidv5(demoId(SOURCE), resource) };
  return { type: 'ActivityRecorded', visibility: 'client', data: { activity, occurredAt, ...who, attributes: [] } };
}
