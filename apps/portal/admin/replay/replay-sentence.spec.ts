import { describe, expect, it } from '@jest/globals';
import type { BuildBeside, ReplayView } from '#contracts';
import { enAdmin } from '../../messages/en.admin';
import { replaySentence } from './replay-sentence';

const built = {
  version: 4,
  percent: 100,
  behind: { events: 0, seconds: 0 },
  documents: 31_447,
  bytes: 12_000_000,
  rebuilt: null,
};

function view(name: string, state: ReplayView['state'] = 'current', beside: BuildBeside[] = []): ReplayView {
  return { name, versions: [4], state, parked: 0, serving: { id: '4-0', ...built }, beside };
}

function beside(phase: NonNullable<BuildBeside['progress']>['phase'] | undefined, served = false): BuildBeside {
  const progress = phase && {
    phase,
    percent: 62,
    events: 10,
    documents: 5,
    behind: 6,
    eventsPerSecond: 2000,
    heldBack: false,
    secondsLeft: 9,
    readUntil: null,
    reason: null,
    startedAt: '2026-11-24T09:31:00.000Z',
    startedBy: null,
  };
  return {
    id: '4-1',
    ...built,
    progress: progress ?? null,
    comparing: false,
    comparison: null,
    served,
    mayServe: 'unfinished',
    keptUntil: null,
  };
}

const say = (...views: ReplayView[]): string => replaySentence(views, enAdmin.replay, (name) => `<${name}>`);

describe('the first sentence of the replay page', () => {
  it('says that all is well only when it is', () => {
    expect(say(view('timeline'), view('people'))).toBe('Every view is current.');
    expect(say(view('timeline'), view('people', 'catching-up'))).toBe('One view is catching up.');
  });

  it('puts what waits for a decision first, and nobody at work before that', () => {
    expect(say(view('timeline', 'waits-for-you'), view('people'))).toBe(
      'One view waits for you; the rest are current.',
    );
    expect(say(view('timeline', 'waits-for-you'), view('notes', 'waits-for-you'))).toBe('Two views wait for you.');
    expect(say(view('timeline', 'waits-for-you'), view('people', 'stopped'))).toBe(
      'One view is kept up to date by nobody. Start the portal again. One view waits for you.',
    );
  });

  it('tells what is being made, what is made and what has stopped, but not what is only kept', () => {
    expect(say(view('timeline', 'current', [beside('reading')]))).toContain('One is being built anew');
    expect(
      say(view('timeline', 'current', [beside('paused')]), view('notes', 'current', [beside('reading')])),
    ).toContain('Two are being built anew');
    expect(say(view('timeline', 'current', [beside(undefined)]))).toContain('<timeline> is built anew');
    expect(say(view('timeline', 'current', [beside('failed')]))).toContain('The rebuild of <timeline> has stopped');
    expect(say(view('timeline', 'current', [beside(undefined, true)]))).toBe('Every view is current.');
  });
});
