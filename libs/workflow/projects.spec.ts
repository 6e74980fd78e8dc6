import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProjectedEvent } from '#event-sourcing';
import { uuidv5 } from '#event-sourcing';
import { start } from './domain/project-decisions.js';
import { projects, type ProjectDocument } from './projects.js';
import { shippedTemplates } from './shipped-templates.js';

const ID = '00000000-0000-4000-8000-000000000001';
const ACCOUNT = '00000000-0000-4000-8000-000000000002';

type Event = Parameters<typeof projects.evolve>[1];
type Loose = Pick<ProjectedEvent, 'type' | 'data'> & Partial<ProjectedEvent>;

function event(loose: Loose, revision = 0): Event {
  const place = { id: ID, stream: `project-${ID}`, revision, position: 1n, hash: '', commandId: '', actor: 'import' };
  return { ...place, at: '2026-11-24T09:41:00.000Z', account: ACCOUNT, visibility: 'client', ...loose } as Event;
}

function folded(...events: readonly Event[]): ProjectDocument | undefined {
  return events.reduce<ProjectDocument | undefined>((draft, one) => projects.evolve(draft, one, ID), undefined);
}

const recorded = event({
  type: 'ProjectRecorded',
  data: { source: 's', caseName: 'Case 1', attributes: [], events: 3 },
});
const activity = (name: string | undefined, occurredAt?: string) =>
  event({
    type: 'ActivityRecorded',
    data: { ...(name && { activity: name }), ...(occurredAt && { occurredAt }), attributes: [] },
  });

describe('a recorded project', () => {
  it('is where its last activity left it, by time and then by place in the file', () => {
    const document = folded(
      recorded,
      activity('b', '2012-03-01T00:30:00.000+01:00'),
      activity('c', '2012-02-29T23:30:00.000Z'),
      activity('a', '2012-01-01T00:00:00.000Z'),
    );
    expect(document).toMatchObject({
      recorded: { phase: 'c', firstAt: '2012-01-01T00:00:00.000Z', lastAt: '2012-02-29T23:30:00.000Z' },
      active: '2012-02-29T23:30:00.000Z',
      seen: { client: { events: 3, lastAt: '2012-02-29T23:30:00.000Z' } },
    });
  });

  it('takes an activity without a time as happening when the one before it did', () => {
    expect(
      folded(recorded, activity('a', '2012-01-01T00:00:00.000Z'), activity('b'), activity(undefined)),
    ).toMatchObject({
      recorded: { phase: 'b', lastAt: '2012-01-01T00:00:00.000Z' },
      seen: { client: { events: 3 } },
    });
  });

  it('stands at its import when nothing in it has a time', () => {
    expect(folded(recorded, activity('a'))).toMatchObject({
      active: '2026-11-24T09:41:00.000Z',
      seen: { client: { events: 1, lastAt: null } },
    });
  });

  it('does not grow with its history', () => {
    const one = folded(recorded, activity('a', '2012-01-01T00:00:00.000Z'));
    const many = folded(recorded, ...Array.from({ length: 7_000 }, () => activity('a', '2012-01-01T00:00:00.000Z')));
    expect(JSON.stringify(many).length).toBeLessThanOrEqual(JSON.stringify(one).length + 10);
  });
});

describe('any project', () => {
  const [template] = shippedTemplates();
  if (!template) throw new Error('No template ships.');
  const begun = start({ id: ID, name: 'n', template, startsOn: '2026-11-23', today: '2026-11-23' })({ kind: 'none' });
  const events = fc.constantFrom<Event>(
    recorded,
    activity('a', '2012-01-01T00:00:00.000Z'),
    activity(undefined),
    ...begun.map((one) => event(one)),
    ...template.steps.flatMap(({ id }) => [
      event({ type: 'TaskCompleted', data: { taskId: uuidv5(ID, id) } }),
      event({ type: 'TaskReopened', data: { taskId: uuidv5(ID, id) } }),
    ]),
    event({ type: 'StatusUpdated', data: { state: 'late', sentence: 's' } }),
    event({ type: 'InternalNoteAdded', data: { noteId: ID, body: 'b' }, visibility: 'internal' }),
  );

  it('is folded from whatever comes in whatever order, and is plain JSON', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), (history) => {
        const document = folded(...history.map((one) => structuredClone(one)));
        if (document) expect(JSON.parse(JSON.stringify(document))).toEqual(document);
      }),
    );
  });

  it('looks the same to a client whatever happens inside', () => {
    const [started, planned] = begun;
    if (!started || !planned) throw new Error('It starts with both.');
    const before = folded(event(started), event(planned));
    const after = folded(
      event(started),
      event(planned),
      event({
        type: 'InternalNoteAdded',
        data: { noteId: ID, body: 'b' },
        visibility: 'internal',
        at: '2026-11-25T00:00:00.000Z',
      }),
    );
    expect(after?.seen.client).toEqual(before?.seen.client);
    expect(after?.activeClient).toBe(before?.activeClient);
    expect(after?.seen.business.events).toBe(2);
  });
});
