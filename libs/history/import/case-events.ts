import type { NewEventOf, Visibility } from '#event-sourcing';
import type { LogActivity, LogAttribute } from '#interchange';
import type { ActivityRecorded, ProjectRecorded, RecordedAttribute } from '#workflow';
import type { ResourceIds } from './import-ids.js';
import type { SurveyedCase } from './log-survey.js';

export type NewProjectRecorded = NewEventOf<typeof ProjectRecorded>;
export type NewActivityRecorded = NewEventOf<typeof ActivityRecorded>;
export type NewCaseEvent = NewProjectRecorded | NewActivityRecorded;

/** What all events of an import share. */
export interface Recording {
  readonly source: string;
  readonly visibility: Visibility;
  readonly resourceIds: ResourceIds;
}

/** Revision 0 of a case's project. */
export function projectRecorded(
  { source, visibility }: Recording,
  { name, number, events, late }: SurveyedCase,
  attributes: readonly LogAttribute[],
): NewProjectRecorded {
  return {
    type: 'ProjectRecorded',
    visibility,
    data: {
      source,
      caseName: name ?? `Case ${number}`,
      ...(name === undefined && { place: number }),
      attributes: [...attributes, ...late] as RecordedAttribute[],
      events,
    },
  };
}

/** Revision n: the n-th event of the case. */
export function activityRecorded({ visibility, resourceIds }: Recording, item: LogActivity): NewActivityRecorded {
  const { activity, occurredAt, resource, lifecycle, attributes } = item;
  return {
    type: 'ActivityRecorded',
    visibility,
    data: {
      ...(activity !== undefined && { activity }),
      ...(occurredAt !== undefined && { occurredAt }),
      ...(resource !== undefined && { resource, resourceId: resourceIds.of(resource) }),
      ...(lifecycle !== undefined && { lifecycle }),
      attributes: attributes as RecordedAttribute[],
    },
  };
}
