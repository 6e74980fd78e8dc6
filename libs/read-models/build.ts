/** One making of a view. Number 0 is what the runner makes by itself; each rebuild beside it has the next. */
export interface Build {
  /** Name of the projection. */
  readonly view: string;
  /** Of the projection's code. */
  readonly version: number;
  readonly build: number;
}

const NAME = /^([a-z][a-z0-9-]*)@([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?$/;

/** `VIEW@VERSION`, and `-BUILD` behind it for a rebuild: what its file is called. */
export function nameOfBuild({ view, version, build }: Build): string {
  return `${view}@${String(version)}${build === 0 ? '' : `-${String(build)}`}`;
}

/** The build of a name that {@link nameOfBuild} gave. */
export function buildNamed(name: string): Build | undefined {
  const [, view, version, build = '0'] = NAME.exec(name) ?? [];
  return view === undefined ? undefined : { view, version: Number(version), build: Number(build) };
}

export function isSameBuild(one: Build, other: Build): boolean {
  return nameOfBuild(one) === nameOfBuild(other);
}
