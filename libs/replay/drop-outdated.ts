import { nameOfBuild, type ReadModelStore } from '#read-models';
import { idOfBuild } from './domain/build-ref.js';
import { dropBuild, keptUntil, servingOf, type Source } from './domain/view-decisions.js';
import type { FinishedBuild, View } from './domain/view.js';
import { buildOf } from './plan-of.js';
import type { ViewStates } from './view-states.js';

/**
 * Drops, as the portal itself, builds that served and were kept for seven days, and those whose file is gone, as after a
 * restore: to make them again would cost more than they are worth. Resolves with the views that this changed.
 */
export async function dropOutdated(
  sources: readonly Source[],
  states: ViewStates,
  views: Pick<ReadModelStore, 'builds'>,
  now: Date,
): Promise<Source[]> {
  const made = new Set((await views.builds()).map(nameOfBuild));
  const changed: Source[] = [];
  for (const source of sources) {
    const state = await states.of(source.view);
    const outdated = besides(state, source).filter(
      (build) => !made.has(nameOfBuild(buildOf(source.view, build))) || (keptUntil(build) ?? '9') < now.toISOString(),
    );
    for (const build of outdated) {
      const named = ['drop', idOfBuild(build), build.retiredAt ?? ''];
      const command = states.commandOf({ actor: 'portico', named, at: now }, source.view);
      await states.decide(source.view, command, dropBuild(source, build));
    }
    if (outdated.length > 0) changed.push(source);
  }
  return changed;
}

function besides(state: View, source: Source): FinishedBuild[] {
  const serving = idOfBuild(servingOf(state, source));
  return [...state.finished.values()].filter((build) => idOfBuild(build) !== serving);
}
