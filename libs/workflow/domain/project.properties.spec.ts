import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  EventCatalog,
  Transactions,
  transact,
  uuidv5,
  type CommandContext,
  type Decide,
  type DomainEvent,
  type NewEvent,
  type PersonalData,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-store';
import { shippedTemplates } from '../shipped-templates.js';
import * as decide from './project-decisions.js';
import { workflowEvents, type WorkflowEvent } from './project-events.js';
import { project, type Project } from './project.js';

const [template] = shippedTemplates();
if (!template) throw new Error('No template ships.');

const ACCOUNT = '00000000-0000-4000-8000-000000000001';
const PROJECT = '00000000-0000-4000-8000-000000000002';
const STREAM = `project-${PROJECT}` as const;
const NOBODY: PersonalData = {
  prepare: async () => undefined,
  seal: (_, __, ___, text) => text,
  open: async (texts) => [...texts],
};

const staff: decide.Asker = { account: ACCOUNT, may: () => true };
const member: decide.Asker = {
  account: ACCOUNT,
  may: (action, task) => task.visibility === 'client' && (action === 'read' || task.side === 'client'),
};

type Decision = Decide<Project>;

const asker = fc.constantFrom(staff, member);
const taskId = fc.constantFrom(...template.steps.map(({ id }) => uuidv5(PROJECT, id)), PROJECT);
const decision: fc.Arbitrary<Decision> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(taskId, asker).map(([id, by]) => decide.completeTask(id, by)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(taskId, fc.option(fc.string(), { nil: undefined }), asker)
      .map(([id, why, by]) => decide.reopenTask(id, why, by)),
  },
  fc
    .tuple(fc.constantFrom('on-track', 'late'), fc.string({ unit: 'grapheme' }), fc.nat(3))
    .map(([state, sentence, version]) => decide.updateStatus({ state, sentence }, version, staff)),
  fc.tuple(fc.uuid(), fc.string({ unit: 'grapheme' })).map(([id, body]) => decide.publishNote(id, body, staff)),
  fc.tuple(fc.uuid(), fc.string({ unit: 'grapheme' })).map(([id, body]) => decide.addInternalNote(id, body, staff)),
);
const starting = decide.start({ id: PROJECT, name: 'Website', template, startsOn: '2026-11-23', today: '2026-11-23' });

function command(number: number): CommandContext {
  const commandId = uuidv5(PROJECT, `command ${String(number)}`);
  return {
    commandId,
    commandPrint: 'p',
    correlationId: 'c',
    causationId: 'c',
    actor: PROJECT,
    account: ACCOUNT,
    at: '2026-11-24T09:41:00.000Z',
  };
}

/** What a command came to: its events, or the code of its refusal. */
async function sent(on: Transactions, number: number, wanted: Decision): Promise<unknown> {
  return transact(on, STREAM, project, command(number), wanted).then(
    ({ eventIds }) => eventIds,
    (error: unknown) => (error as { code?: string }).code,
  );
}

describe('a project, whatever is asked of it', () => {
  it('is changed once by a command that is sent twice, also by a process that remembers nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(decision, { maxLength: 25 }), async (decisions) => {
        const store = new MemoryEventStore();
        const on = new Transactions(store, new EventCatalog(workflowEvents), NOBODY);
        const done: { number: number; wanted: Decision; eventIds: unknown }[] = [];
        for (const [number, wanted] of [starting, ...decisions].entries()) {
          const eventIds = await sent(on, number, wanted);
          if (Array.isArray(eventIds) && eventIds.length > 0) done.push({ number, wanted, eventIds });
        }
        const stored = await store.readStream(STREAM);
        for (const { number, wanted, eventIds } of done) {
          expect(await sent(on, number, wanted)).toEqual(eventIds);
          expect(await sent(new Transactions(store, on.catalog, NOBODY), number, wanted)).toEqual(eventIds);
        }
        expect(await store.readStream(STREAM)).toEqual(stored);
      }),
      { numRuns: 60 },
    );
  });

  it('never completes a task before what it needs, and never opens one that a finished task needs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(decision, { maxLength: 60 }), async (decisions) => {
        const on = new Transactions(new MemoryEventStore(), new EventCatalog(workflowEvents), NOBODY);
        for (const [number, wanted] of [starting, ...decisions].entries()) await sent(on, number, wanted);
        const state = on.cache.get(STREAM)?.folded.state as Project;
        if (state.kind !== 'run') throw new Error('It was started.');
        const done = new Set(state.tasks.flatMap(({ id, doneAt }) => (doneAt === undefined ? [] : [id])));
        for (const { needs } of state.tasks.filter(({ id }) => done.has(id)))
          expect(needs.every((need) => done.has(need))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('folds events in any order, twice or never, without throwing', () => {
    const events = fc.array(fc.oneof(fc.constantFrom(...startingEvents()), generatedEvent()), { maxLength: 30 });
    fc.assert(
      fc.property(events, (history) => {
        const state = structuredClone(history).reduce<Project>(
          (folded, event) => project.evolve(folded, event),
          project.initial(),
        );
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });
});

function startingEvents(): WorkflowEvent[] {
  return starting({ kind: 'none' }).map((event) => placed(event));
}

function generatedEvent(): fc.Arbitrary<WorkflowEvent> {
  const data = fc.oneof(
    taskId.map((id): NewEvent => ({ type: 'TaskCompleted', visibility: 'client', data: { taskId: id } })),
    taskId.map((id): NewEvent => ({ type: 'TaskReopened', visibility: 'client', data: { taskId: id } })),
    fc.constantFrom<NewEvent>(
      { type: 'StatusUpdated', visibility: 'client', data: { state: 'late', sentence: 's' } },
      { type: 'NotePublished', visibility: 'client', data: { noteId: PROJECT, body: 'b' } },
      {
        type: 'ProjectRecorded',
        visibility: 'client',
        data: { source: 's', caseName: 'c', attributes: [], events: 1 },
      },
      { type: 'ActivityRecorded', visibility: 'client', data: { activity: 'a', attributes: [] } },
    ),
  );
  return data.map(placed);
}

function placed(event: NewEvent): WorkflowEvent {
  const place = {
    id: PROJECT,
    stream: STREAM,
    revision: 0,
    at: '2026-11-24T09:41:00.000Z',
    account: ACCOUNT,
    actor: PROJECT,
  };
  return { ...event, ...place } satisfies DomainEvent as WorkflowEvent;
}
