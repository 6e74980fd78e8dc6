import { isSameBuild, type Build } from './build.js';
import type { AnyProjection } from './read-model-store.js';

/** Which builds of a view are kept up to date, and which of them answers. */
export interface ViewPlan {
  /** Name of the projection. */
  readonly view: string;
  /** Answers readers. */
  readonly serving: Build;
  /** Kept up to date beside it, so that a switch takes no time. */
  readonly beside: readonly Build[];
  /** Ids of events that this view leaves out, whatever the build. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * A plan for every view in the source. Where none is given, the newest version serves that was ever made, or the newest
 * there is when none was. What a plan names and the source does not have any more is left alone.
 *
 * @param made builds that there are already
 */
export function plansFor(
  projections: readonly AnyProjection[],
  given: readonly ViewPlan[],
  made: readonly Build[],
): ViewPlan[] {
  const views = Map.groupBy(projections, ({ name }) => name);
  return [...views].map(([view, versions]) => {
    const isInSource = (build: Build): boolean => versions.some(({ version }) => version === build.version);
    const plan = given.find((one) => one.view === view);
    const serving = plan && isInSource(plan.serving) ? plan.serving : servingByItself(view, versions, made);
    const beside = (plan?.beside ?? []).filter((build) => isInSource(build) && !isSameBuild(build, serving));
    return { view, serving, beside, leftOut: plan?.leftOut ?? new Set() };
  });
}

function servingByItself(view: string, versions: readonly AnyProjection[], made: readonly Build[]): Build {
  const newestFirst = versions.map(({ version }) => version).sort((a, b) => b - a);
  const isMade = (version: number): boolean => made.some((build) => isSameBuild(build, { view, version, build: 0 }));
  return { view, version: newestFirst.find(isMade) ?? newestFirst[0] ?? 0, build: 0 };
}
