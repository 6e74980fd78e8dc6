import type { BuildBeside, ReplayView } from '#contracts';

/** A build that does not serve, with the view that it is of. */
export interface BuildOf {
  readonly key: string;
  readonly view: ReplayView;
  readonly build: BuildBeside;
}

/** Builds that never served: under way, or waiting for a word. */
export function freshBuilds(views: readonly ReplayView[]): readonly BuildOf[] {
  return besideOf(views).filter(({ build }) => !build.served);
}

/** Builds that served before and are kept. */
export function keptBuilds(views: readonly ReplayView[]): readonly BuildOf[] {
  return besideOf(views).filter(({ build }) => build.served);
}

/** Whether a build of the view is under way or waits for a word: a second one would take its place. */
export function hasFreshBuild({ beside }: ReplayView): boolean {
  return beside.some(({ served }) => !served);
}

/** How many documents are not the same in both. */
export function notEqual(comparison: NonNullable<BuildBeside['comparison']>): number {
  return comparison.differing + comparison.onlyBefore + comparison.onlyAfter;
}

function besideOf(views: readonly ReplayView[]): BuildOf[] {
  return views.flatMap((view) => view.beside.map((build) => ({ key: `${view.name}-${build.id}`, view, build })));
}
