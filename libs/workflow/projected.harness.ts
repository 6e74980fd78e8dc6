import type { ProjectedEvent } from '#event-sourcing';

/** Id of the project that {@link projected} events are about. */
export const PROJECT = '00000000-0000-4000-8000-000000000001';

/** An event of a project as projections see it; what is not said is as usual. */
export function projected(
  event: Pick<ProjectedEvent, 'type' | 'data'> & Partial<ProjectedEvent>,
  revision = 0,
): ProjectedEvent {
  return {
    id: PROJECT,
    stream: `project-${PROJECT}`,
    revision,
    position: 1n,
    hash: '',
    commandId: '',
    actor: 'import',
    at: '2026-11-24T09:41:00.000Z',
    account: '00000000-0000-4000-8000-000000000002',
    visibility: 'client',
    ...event,
  };
}

export const caseRecorded = projected({
  type: 'ProjectRecorded',
  data: { source: 's', caseName: 'Case 1', attributes: [], events: 3 },
});

export function activityRecorded(activity: string | undefined, occurredAt?: string): ProjectedEvent {
  return projected({
    type: 'ActivityRecorded',
    data: { ...(activity && { activity }), ...(occurredAt && { occurredAt }), attributes: [] },
  });
}
