import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProjectedEvent } from '#event-sourcing';
import { projectActivity, type ProjectActivity } from './project-activity.js';
import { PROJECT, activityRecorded as activity, caseRecorded as recorded, projected } from './projected.harness.js';

function folded(...events: readonly ProjectedEvent[]): ProjectActivity | undefined {
  return events.reduce<ProjectActivity | undefined>(
    (draft, event) => projectActivity.evolve(draft, event as Parameters<typeof projectActivity.evolve>[1], PROJECT),
    undefined,
  );
}

const started = projected({ type: 'ProjectStarted', data: { name: 'Website' } });
const internalNote = projected({
  type: 'InternalNoteAdded',
  data: { noteId: PROJECT, body: 'b' },
  visibility: 'internal',
  at: '2026-11-25T00:00:00.000Z',
});

describe('the activity of a recorded project', () => {
  it('is where its last activity left it, by time and then by place in the file', () => {
    const document = folded(
      recorded,
      activity('b', '2012-03-01T00:30:00.000+01:00'),
      activity('c', '2012-02-29T23:30:00.000Z'),
      activity('a', '2012-01-01T00:00:00.000Z'),
    );
    expect(document).toMatchObject({
      course: { phase: 'c', firstAt: '2012-01-01T00:00:00.000Z', lastAt: '2012-02-29T23:30:00.000Z' },
      active: '2012-02-29T23:30:00.000Z',
      seen: { client: { events: 3, lastAt: '2012-02-29T23:30:00.000Z' } },
    });
  });

  it('takes an activity without a time as happening when the one before it did', () => {
    expect(
      folded(recorded, activity('a', '2012-01-01T00:00:00.000Z'), activity('b'), activity(undefined)),
    ).toMatchObject({
      course: { phase: 'b', lastAt: '2012-01-01T00:00:00.000Z' },
      seen: { client: { events: 3 } },
    });
  });

  it('stands at its import when nothing in it has a time', () => {
    expect(folded(recorded, activity('a'))).toMatchObject({
      active: '2026-11-24T09:41:00.000Z',
      seen: { client: { events: 1, lastAt: null } },
    });
  });

  it('grows neither with its history nor with the attributes of its case', () => {
    const one = folded(recorded, activity('a', '2012-01-01T00:00:00.000Z'));
    const attributes = Array.from({ length: 100 }, (_, key) => ({ key: String(key), type: 'string', value: 'v' }));
    const wordy = projected({ type: 'ProjectRecorded', data: { ...(recorded.data as object), attributes } });
    const many = folded(wordy, ...Array.from({ length: 7_000 }, () => activity('a', '2012-01-01T00:00:00.000Z')));
    expect(JSON.stringify(many).length).toBeLessThanOrEqual(JSON.stringify(one).length + 10);
  });
});

describe('the activity of any project', () => {
  const events = fc.constantFrom<ProjectedEvent>(
    recorded,
    started,
    internalNote,
    activity('a', '2012-01-01T00:00:00.000Z'),
    activity(undefined),
    projected({ type: 'TaskCompleted', data: { taskId: PROJECT } }),
    projected({ type: 'StatusUpdated', data: { state: 'late', sentence: 's' } }),
  );

  it('is folded from whatever comes in whatever order, and is plain JSON', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (history) => {
        const document = folded(...history.map((event) => structuredClone(event)));
        if (document) expect(JSON.parse(JSON.stringify(document))).toEqual(document);
      }),
    );
  });

  it('looks the same to a client whatever happens inside', () => {
    const before = folded(started);
    const after = folded(started, internalNote);
    expect(after?.seen.client).toEqual(before?.seen.client);
    expect(after?.activeClient).toBe(before?.activeClient);
    expect(after).toMatchObject({ active: '2026-11-25T00:00:00.000Z', seen: { business: { events: 2 } } });
  });
});
