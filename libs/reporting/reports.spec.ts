import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProjectedEvent } from '#event-sourcing';
import { recordedCourse } from './domain/recorded-course.js';
import { reports, type ReportDocument, type ReportedEvent } from './reports.js';

const PROJECT = '00000000-0000-4000-8000-000000000001';
const ACCOUNT = '00000000-0000-4000-8000-000000000002';

function projected(type: string, data: unknown, revision: number): ProjectedEvent {
  return {
    id: PROJECT,
    type,
    data,
    stream: `project-${PROJECT}`,
    revision,
    position: BigInt(revision + 1),
    hash: '',
    commandId: '',
    actor: 'import',
    at: '2026-11-24T09:41:00.000Z',
    account: ACCOUNT,
    visibility: 'client',
  };
}

function folded(events: readonly ProjectedEvent[]): Map<string, ReportDocument> {
  const documents = new Map<string, ReportDocument>();
  for (const event of events as readonly ReportedEvent[]) {
    for (const id of reports.keys(event)) {
      const document = reports.evolve(documents.get(id), structuredClone(event), id);
      if (document) documents.set(id, document);
    }
  }
  return documents;
}

function caseOf(count: number): ProjectedEvent[] {
  return [
    projected('ProjectRecorded', { source: 's', caseName: 'Case 1', attributes: [], events: count }, 0),
    ...Array.from({ length: count }, (_, index) => {
      const occurredAt = new Date(Date.UTC(2012, 0, 1) + ((index * 7919) % count) * 60_000).toISOString();
      const resource = 'personal:sealed';
      const data = { activity: index % 3 === 0 ? 'Queued' : 'Accepted', occurredAt, resource, resourceId: PROJECT };
      return projected('ActivityRecorded', { ...data, attributes: [] }, index + 1);
    }),
  ];
}

describe('what reports keep of a project', () => {
  it('lies in documents that stay small, however long it is', () => {
    const documents = [...folded(caseOf(5000)).values()];
    expect(documents).toHaveLength(20);
    for (const document of documents) {
      expect(document.recorded?.moments.length).toBeLessThanOrEqual(256);
      expect(JSON.stringify(document).length).toBeLessThan(16_000);
    }
    expect(documents.flatMap(({ recorded }) => recorded?.moments ?? [])).toHaveLength(5000);
    expect(documents[0]).toMatchObject({ _id: PROJECT, part: 0, parts: 20, name: 'Case 1' });
  });

  it('goes on over its parts as if there were one', () => {
    const known = { happened: Date.now(), recorded: Date.now() };
    const parts = [...folded(caseOf(600)).values()].flatMap(({ recorded }) => recorded ?? []);
    const whole = recordedCourse(parts, known);
    expect(whole?.steps.map(({ at }) => at)).toEqual(whole?.steps.map(({ at }) => at).toSorted((a, b) => a - b));
    const asOne = parts.flatMap(({ statuses, moments }) =>
      moments.map(([revision, happened, recorded, status]) => ({
        revision,
        happened,
        recorded,
        status: statuses[status] ?? '',
      })),
    );
    const statuses = [...new Set(asOne.map(({ status }) => status))];
    const moments = asOne.map(
      ({ revision, happened, recorded, status }) => [revision, happened, recorded, statuses.indexOf(status)] as const,
    );
    expect(parts).toHaveLength(3);
    expect(recordedCourse([{ statuses, moments }], known)).toEqual(whole);
  });

  it('holds nothing personal', () => {
    expect(JSON.stringify([...folded(caseOf(300)).values()])).not.toContain('personal');
  });

  it('is folded from whatever comes in whatever order, and is plain JSON', () => {
    const taskId = PROJECT;
    const task = { id: taskId, side: 'client', needs: [], step: 's', phase: 'p', title: 't', dueOn: '2026-11-24' };
    const any = fc.constantFrom<readonly [string, unknown]>(
      ['ProjectStarted', { name: 'n', template: {}, startsOn: '2026-11-24', phases: [], tasks: [task] }],
      ['InternalTasksPlanned', { tasks: [{ ...task, place: 0 }] }],
      ['TaskCompleted', { taskId }],
      ['TaskReopened', { taskId }],
      ['StatusUpdated', { state: 'late', sentence: 's' }],
      ['ProjectRecorded', { source: 's', caseName: 'c', attributes: [], events: 1 }],
      ['ActivityRecorded', { attributes: [] }],
      ['ActivityRecorded', { activity: 'a', lifecycle: 'COMPLETE', occurredAt: 'no time', attributes: [] }],
    );
    const anyEvent = fc.tuple(any, fc.integer({ min: 0, max: 600 }));
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (history) => {
        const documents = folded(history.map(([[type, data], revision]) => projected(type, data, revision)));
        for (const document of documents.values()) expect(JSON.parse(JSON.stringify(document))).toEqual(document);
      }),
    );
  });
});
