import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  EventCatalog,
  Transactions,
  foldStream,
  transact,
  uuidv5,
  type CommandContext,
  type Decide,
  type PersonalData,
} from '#event-sourcing';
import { MemoryEventStore } from '#event-store';
import { idOfBuild, type BuildRef } from './build-ref.js';
import * as decide from './view-decisions.js';
import { replayEvents, type ReplayEvent } from './view-events.js';
import { streamOfView, view, type View } from './view.js';

const STREAM = streamOfView('timeline');
const SOURCE: decide.Source = { view: 'timeline', versions: [1, 2], byItself: { version: 1, build: 0 } };
const EVENT = '00000000-0000-5000-8000-000000000001';
const NOBODY: PersonalData = {
  prepare: async () => undefined,
  seal: (_, __, ___, text) => text,
  open: async (texts) => [...texts],
};

type Decision = Decide<View>;

const build: fc.Arbitrary<BuildRef> = fc.record({ version: fc.integer({ min: 1, max: 3 }), build: fc.nat(4) });
const made = { events: 3, documents: 2, seconds: 1 };
const counts = { documents: { before: 2, after: 2 }, equal: 2, onlyBefore: 0, onlyAfter: 0 };
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }).map((version) => decide.startRebuild(SOURCE, version)),
  fc.constant(decide.pauseRebuild(SOURCE)),
  fc.constant(decide.resumeRebuild(SOURCE)),
  { weight: 2, arbitrary: build.map((ref) => decide.finishRebuild(SOURCE, ref, made)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(build, build, fc.nat(1))
      .map(([before, after, differing]) =>
        decide.noteComparison(SOURCE, { before, after, position: '3', asOf: null, differing, ...counts }),
      ),
  },
  { weight: 2, arbitrary: fc.tuple(build, fc.boolean()).map(([to, accept]) => decide.switchView(SOURCE, to, accept)) },
  build.map((ref) => decide.dropBuild(SOURCE, ref)),
  fc
    .string({ unit: 'grapheme' })
    .map((reason) => decide.leaveOut(SOURCE, { eventId: EVENT, type: 'T', stream: 's-1', revision: 0, reason })),
);

function command(number: number): CommandContext {
  const commandId = uuidv5(EVENT, `command ${String(number)}`);
  return {
    ...{ commandId, commandPrint: 'p', correlationId: 'c', causationId: 'c', actor: 'ruth' },
    at: '2026-11-24T09:41:00.000Z',
  };
}

/** What a command came to: its events, or the code of its refusal. */
async function sent(on: Transactions, number: number, wanted: Decision): Promise<unknown> {
  return transact(on, STREAM, view, command(number), wanted).then(
    ({ eventIds }) => eventIds,
    (error: unknown) => (error as { code?: string }).code,
  );
}

describe('a view, whatever is asked of it', () => {
  it('is changed once by a command that is sent twice, also by a process that remembers nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(decision, { maxLength: 25 }), async (wanted) => {
        const store = new MemoryEventStore();
        const open = () => new Transactions(store, new EventCatalog(replayEvents), NOBODY);
        const on = open();
        for (const [number, one] of wanted.entries()) {
          const first = await sent(on, number, one);
          const head = await store.head();
          if (Array.isArray(first) && first.length > 0) {
            expect(await sent(on, number, one)).toEqual(first);
            expect(await sent(open(), number, one)).toEqual(first);
          }
          expect(await store.head()).toBe(head);
        }
      }),
    );
  });

  it('is served by a build that was never dropped after it served last, and has one rebuild at most', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(decision, { maxLength: 40 }), async (wanted) => {
        const on = new Transactions(new MemoryEventStore(), new EventCatalog(replayEvents), NOBODY);
        for (const [number, one] of wanted.entries()) {
          await sent(on, number, one);
          const state = await foldStream(on, STREAM, view);
          const serving = decide.servingOf(state, SOURCE);
          if (state.serving) expect(state.finished.has(idOfBuild(serving))).toBe(true);
          expect(state.finished.get(idOfBuild(serving))?.retiredAt).toBeUndefined();
          expect(state.building && state.finished.has(idOfBuild(state.building))).not.toBe(true);
        }
      }),
    );
  });

  it('folds from whatever order of events without an error', () => {
    const data = fc.record({
      ...{ view: fc.constant('timeline'), version: fc.nat(3), build: fc.nat(3), seconds: fc.constant(1) },
      ...{ from: build, to: build, before: build, after: build, eventId: fc.constant(EVENT), documents: fc.nat() },
    });
    const event = fc
      .tuple(fc.constantFrom(...replayEvents.map(({ type }) => type)), data)
      .map(
        ([type, some]) =>
          ({ type, data: some, at: '2026-11-24T09:41:00.000Z', actor: 'ruth' }) as unknown as ReplayEvent,
      );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        expect(() => events.reduce((state, one) => view.evolve(state, one), view.initial())).not.toThrow();
      }),
    );
  });
});
