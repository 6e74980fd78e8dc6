import { timeline, type TimelineDocument } from '#history';
import type { AnyProjection } from '#read-models';
import { events as known, projections as all } from '#program';
import type { PortalViews } from '../keep-views.js';

/** The next version of the timeline, with a bug: it forgets who completed a task. */
const forgetful: AnyProjection = {
  ...timeline,
  version: timeline.version + 1,
  evolve: (draft: TimelineDocument | undefined, event: Parameters<typeof timeline.evolve>[1], id: string) => {
    const entry = timeline.evolve(draft, event, id);
    return entry && event.type === 'TaskCompleted' ? { ...entry, by: '' } : entry;
  },
};

/** What threads load. */
export const events = known;
export const projections: readonly AnyProjection[] = [...all, forgetful];

/** A program that has two versions of the timeline. */
export const plantedViews: PortalViews = {
  projections,
  module: new URL('./planted-views.harness.js', import.meta.url),
};
