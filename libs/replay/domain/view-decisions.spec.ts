import { describe, expect, it } from '@jest/globals';
import { given } from '#event-sourcing';
import {
  backOf,
  comparable,
  dropBuild,
  finishRebuild,
  keptUntil,
  leaveOut,
  mayServe,
  noteComparison,
  pauseRebuild,
  resumeRebuild,
  servingOf,
  startRebuild,
  switchView,
  type Source,
} from './view-decisions.js';
import type { NewReplayEvent } from './view-events.js';
import { view } from './view.js';

const source: Source = { view: 'timeline', versions: [1, 2], byItself: { version: 1, build: 0 } };
const made = { events: 100, documents: 40, seconds: 0.5 };
const OLD = { version: 1, build: 0 };
const NEW = { version: 2, build: 1 };
const same = {
  ...{ before: OLD, after: NEW, position: '100', asOf: null },
  ...{ documents: { before: 40, after: 40 }, equal: 40, differing: 0, onlyBefore: 0, onlyAfter: 0 },
};
const different = { ...same, equal: 38, differing: 2 };

function happened<const Type extends NewReplayEvent['type']>(type: Type, data: object) {
  return { type, data: { view: 'timeline', ...data }, visibility: 'internal' as const };
}

const started = happened('RebuildStarted', NEW);
const finished = happened('RebuildFinished', { ...NEW, ...made });
const compared = happened('BuildsCompared', same);
const switched = happened('ViewSwitched', { from: OLD, to: NEW });
const built = [started, finished];

describe('a rebuild', () => {
  it('begins with the newest version and the next number', () => {
    expect(given(view).when(startRebuild(source))).toEqual([started]);
    const dropped = happened('BuildDropped', NEW);
    expect(given(view, started, dropped).when(startRebuild(source, 1))).toEqual([
      happened('RebuildStarted', { version: 1, build: 2 }),
    ]);
  });

  it('takes the place of one that nobody switched to, and of none that served', () => {
    const next = happened('RebuildStarted', { version: 2, build: 2 });
    expect(given(view, ...built).when(startRebuild(source))).toEqual([happened('BuildDropped', NEW), next]);
    expect(given(view, ...built, compared, switched).when(startRebuild(source))).toEqual([next]);
  });

  it('is one at a time, of a version that there is', () => {
    expect(() => given(view, started).when(startRebuild(source))).toThrow('being rebuilt already');
    expect(() => given(view).when(startRebuild(source, 3))).toThrow('no version 3; there is 1 and 2');
  });

  it('is paused and goes on, and says each once', () => {
    const paused = happened('RebuildPaused', NEW);
    const resumed = happened('RebuildResumed', NEW);
    expect(given(view, started).when(pauseRebuild(source))).toEqual([paused]);
    expect(given(view, started, paused).when(pauseRebuild(source))).toEqual([]);
    expect(given(view, started, paused).when(resumeRebuild(source))).toEqual([resumed]);
    expect(given(view, started).when(resumeRebuild(source))).toEqual([]);
    expect(() => given(view, ...built).when(pauseRebuild(source))).toThrow('not being rebuilt');
  });

  it('finishes once, and not when it was dropped meanwhile', () => {
    expect(given(view, started).when(finishRebuild(source, NEW, made))).toEqual([finished]);
    expect(given(view, ...built).when(finishRebuild(source, NEW, made))).toEqual([]);
    expect(given(view, started, happened('BuildDropped', NEW)).when(finishRebuild(source, NEW, made))).toEqual([]);
  });
});

describe('comparing', () => {
  it('is of a finished build with the one that serves', () => {
    expect(given(view, ...built).when(comparable(source, NEW))).toEqual([]);
    expect(given(view, ...built).when(noteComparison(source, same))).toEqual([compared]);
    expect(() => given(view, started).when(comparable(source, NEW))).toThrow('not finished');
    expect(() => given(view, ...built).when(comparable(source, OLD))).toThrow('serves itself');
    expect(() => given(view).when(comparable(source, NEW))).toThrow('no such build');
  });

  it('is void when somebody switched meanwhile', () => {
    const other = { version: 1, build: 2 };
    const more = [
      happened('RebuildStarted', other),
      happened('RebuildFinished', { ...other, ...made }),
      happened('ViewSwitched', { from: OLD, to: other }),
    ];
    expect(() => given(view, ...built, ...more).when(noteComparison(source, same))).toThrow('Compare again');
    const { state } = given(view, ...built, compared, ...more);
    expect(mayServe(state, source, NEW)).toBe('not-compared');
  });
});

describe('switching', () => {
  it('goes to a build that is finished and compared, once', () => {
    expect(given(view, ...built, compared).when(switchView(source, NEW, false))).toEqual([switched]);
    expect(given(view, ...built, compared, switched).when(switchView(source, NEW, false))).toEqual([]);
  });

  it('is refused before that', () => {
    expect(() => given(view).when(switchView(source, NEW, true))).toThrow('no such build');
    expect(() => given(view, started).when(switchView(source, NEW, true))).toThrow('not finished');
    expect(() => given(view, ...built).when(switchView(source, NEW, true))).toThrow('was not compared');
  });

  it('takes differences only from who says that they are wanted', () => {
    const differs = happened('BuildsCompared', different);
    expect(() => given(view, ...built, differs).when(switchView(source, NEW, false))).toThrow('differ');
    expect(given(view, ...built, differs).when(switchView(source, NEW, true))).toEqual([switched]);
    const missing = happened('BuildsCompared', { ...same, onlyBefore: 1 });
    expect(() => given(view, ...built, missing).when(switchView(source, NEW, false))).toThrow('differ');
  });

  it('goes back to what served before without comparing, as long as that is kept', () => {
    const done = given(view, ...built, compared, switched);
    expect(backOf(done.state, source)).toMatchObject(OLD);
    expect(done.when(switchView(source, OLD, false))).toEqual([happened('ViewSwitched', { from: NEW, to: OLD })]);
    const forgotten = given(view, ...built, compared, switched, happened('BuildDropped', OLD));
    expect(() => backOf(forgotten.state, source)).toThrow('No build that served before is kept');
    expect(() => forgotten.when(switchView(source, OLD, false))).toThrow('no such build');
  });

  it('never goes to a version that left the source, and what serves then is what there is by itself', () => {
    const later: Source = { view: 'timeline', versions: [3], byItself: { version: 3, build: 0 } };
    const { state, when } = given(view, ...built, compared, switched);
    expect(servingOf(state, source)).toEqual(NEW);
    expect(servingOf(state, later)).toEqual({ version: 3, build: 0 });
    expect(() => when(switchView(later, OLD, true))).toThrow('does not have the version');
  });
});

describe('dropping', () => {
  it('gives up a rebuild or deletes a build that does not serve, once', () => {
    const dropped = happened('BuildDropped', NEW);
    expect(given(view, started).when(dropBuild(source, NEW))).toEqual([dropped]);
    expect(given(view, ...built).when(dropBuild(source, NEW))).toEqual([dropped]);
    expect(given(view, ...built, dropped).when(dropBuild(source, NEW))).toEqual([]);
    expect(() => given(view).when(dropBuild(source, NEW))).toThrow('no such build');
  });

  it('is refused of what serves', () => {
    expect(() => given(view).when(dropBuild(source, OLD))).toThrow('serves readers');
    expect(() => given(view, ...built, compared, switched).when(dropBuild(source, NEW))).toThrow('serves readers');
  });

  it('comes by itself seven days after a build ceased to serve, and never to one that did not', () => {
    const { finished: builds } = given(view, ...built, compared, switched).state;
    expect([...builds.values()].map(keptUntil)).toEqual([undefined, '2026-01-08T00:00:00.000Z']);
  });
});

describe('leaving an event out', () => {
  const event = {
    eventId: '00000000-0000-5000-8000-000000000001',
    ...{ type: 'FileAccepted', stream: 'project-1', revision: 13, reason: 'Withdrawn.' },
  };

  it('is said once, with the first reason', () => {
    const left = happened('EventLeftOut', event);
    expect(given(view).when(leaveOut(source, event))).toEqual([left]);
    expect(given(view, left).when(leaveOut(source, { ...event, reason: 'Another.' }))).toEqual([]);
    expect(given(view, left).state.leftOut.get(event.eventId)).toMatchObject({ reason: 'Withdrawn.' });
  });
});
