import type { Build, ViewPlan } from '#read-models';
import type { BuildRef } from './domain/build-ref.js';
import { servingOf, type Source } from './domain/view-decisions.js';
import type { View } from './domain/view.js';

/** What the runner is to do for a view, by what was decided about it. */
export function planOf(state: View, source: Source): ViewPlan {
  const { view, versions } = source;
  const serving = buildOf(view, servingOf(state, source));
  const beside = [...state.finished.values()]
    .map((finished) => buildOf(view, finished))
    .filter((build) => versions.includes(build.version) && !isSame(build, serving));
  return { view, serving, beside, leftOut: new Set(state.leftOut.keys()) };
}

export function buildOf(view: string, { version, build }: BuildRef): Build {
  return { view, version, build };
}

function isSame(one: BuildRef, other: BuildRef): boolean {
  return one.version === other.version && one.build === other.build;
}
